import { SESSION_AGE_MS_MAX } from "@tokenledger/api";
import type { FastifyReply, FastifyRequest } from "fastify";

/** Where and how the browser keeps a session. */
export interface SessionCookie {
  readonly name: string;
  read(request: FastifyRequest): string | null;
  /** Null takes the cookie away. */
  write(reply: FastifyReply, token: string | null): void;
}

/**
 * The session's cookie: HttpOnly (scripts cannot read it), SameSite=Strict (other sites cannot send it), Path=/.
 * Over https also Secure and named `__Host-`: the browser then takes it from this very host alone, never from a sister domain.
 */
export const sessionCookie = (isHttps: boolean): SessionCookie => {
  const name = isHttps ? "__Host-tl_session" : "tl_session";
  const attributes = { path: "/", httpOnly: true, sameSite: "strict", secure: isHttps } as const;
  return {
    name,
    read: (request) => request.cookies[name] ?? null,
    write: (reply, token) => {
      if (token === null) {
        reply.clearCookie(name, attributes);
        return;
      }
      reply.setCookie(name, token, { ...attributes, maxAge: SESSION_AGE_MS_MAX / 1000 });
    },
  };
};
