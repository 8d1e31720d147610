import { createHmac, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { OidcAttempt } from "./oidc-provider.ts";

/** Whoever takes longer to log in over there starts again. */
const ATTEMPT_S_MAX = 600;
const NAME = "tl_oidc";

const Attempt = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  redirect: z.string(),
  endMs: z.number(),
});

/** Keeps an attempt in the browser that began it: signed, for ten minutes, sent to `/api/oidc` alone. */
export class AttemptCookie {
  readonly #secret: string;
  readonly #isHttps: boolean;

  constructor(secret: string, isHttps: boolean) {
    this.#secret = secret;
    this.#isHttps = isHttps;
  }

  /** What the browser brings; null where it brings nothing, or nothing of ours, or too late. */
  read(request: FastifyRequest, nowMs: number): OidcAttempt | null {
    const [text = "", signature = ""] = (request.cookies[NAME] ?? "").split(".");
    const expected = Buffer.from(this.#signatureOf(text));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    const attempt = Attempt.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
    return attempt.endMs < nowMs ? null : attempt;
  }

  write(reply: FastifyReply, attempt: OidcAttempt, nowMs: number): void {
    const kept = { ...attempt, endMs: nowMs + ATTEMPT_S_MAX * 1000 };
    const text = Buffer.from(JSON.stringify(kept)).toString("base64url");
    const value = `${text}.${this.#signatureOf(text)}`;
    reply.setCookie(NAME, value, { ...this.#attributes, maxAge: ATTEMPT_S_MAX });
  }

  clear(reply: FastifyReply): void {
    reply.clearCookie(NAME, this.#attributes);
  }

  // Lax: the browser comes back from another site, by a link.
  get #attributes() {
    return { path: "/api/oidc", httpOnly: true, sameSite: "lax", secure: this.#isHttps } as const;
  }

  #signatureOf(text: string): string {
    return createHmac("sha256", this.#secret).update(`oidc-attempt ${text}`).digest("base64url");
  }
}
