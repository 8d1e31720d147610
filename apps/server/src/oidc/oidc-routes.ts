import cookie from "@fastify/cookie";
import { callerNetwork, type AdminServices } from "@tokenledger/api";
import { InvalidInputError, UnauthenticatedError, type Member } from "@tokenledger/usage";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { SessionCookie } from "../admin/session-cookie.ts";
import { AttemptCookie } from "./attempt-cookie.ts";
import { oidcMember } from "./oidc-member.ts";
import { OidcProvider } from "./oidc-provider.ts";
import type { OidcSettings } from "./oidc-settings.ts";

export interface OidcRoutesOptions {
  readonly services: Pick<AdminServices, "sessions" | "members" | "audit" | "pepper" | "clock">;
  readonly sessionCookie: SessionCookie;
  readonly isHttps: boolean;
  /** Null: nobody is vouched for. */
  readonly settings: OidcSettings | null;
}

const ORIGIN = "http://here";

/** A path of this page; anything that leads elsewhere becomes its beginning. */
const ownPath = (text: string): string => {
  if (!URL.canParse(text, ORIGIN)) return "/";
  const { origin, pathname, search } = new URL(text, ORIGIN);
  return origin === ORIGIN && text.startsWith("/") ? `${pathname}${search}` : "/";
};

const StartQuery = z.object({ redirect: z.string().max(2000).catch("/").transform(ownPath) });

const refuse = async (reply: FastifyReply, why: string): Promise<FastifyReply> =>
  reply
    .code(403)
    .headers({ "cache-control": "no-store" })
    .type("text/plain; charset=utf-8")
    .send(`You were not logged in. ${why}\nGo back to /login.\n`);

const enter = async (
  { services, sessionCookie }: OidcRoutesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  member: Member,
): Promise<void> => {
  const origin = { ipAddress: request.ip, userAgent: request.headers["user-agent"] };
  const { token } = await services.sessions.openFor(member, origin);
  const { id, login, role } = member;
  const actor = { id, login, role, session: null, network: callerNetwork(request.ip) };
  await services.audit.tell({ actor, action: "auth.login", input: { by: "oidc" } }, "allowed");
  await services.sessions.end(sessionCookie.read(request));
  sessionCookie.write(reply, token);
};

const failed = async (
  { services }: OidcRoutesOptions,
  request: FastifyRequest,
  error: unknown,
): Promise<string> => {
  const network = callerNetwork(request.ip);
  const actor = { id: null, login: null, role: null, session: null, network };
  await services.audit.tell({ actor, action: "auth.login", input: { by: "oidc" } }, "failed");
  request.log.warn({ err: error }, "a login through the identity provider was refused");
  return error instanceof UnauthenticatedError || error instanceof InvalidInputError
    ? error.message
    : "The identity provider's answer could not be used. Try again.";
};

const registerDoors = (
  app: FastifyInstance,
  options: OidcRoutesOptions,
  settings: OidcSettings,
): void => {
  const provider = new OidcProvider(settings);
  const { members, clock, pepper } = options.services;
  const attempts = new AttemptCookie(pepper, options.isHttps);
  app.get("/api/oidc/start", async (request, reply) => {
    const { redirect } = StartQuery.parse(request.query);
    try {
      const { url, attempt } = await provider.begin(redirect);
      attempts.write(reply, attempt, clock());
      return await reply.header("cache-control", "no-store").redirect(url.href, 302);
    } catch (error) {
      request.log.error({ err: error }, "the identity provider is away");
      return refuse(reply, "The identity provider cannot be reached just now.");
    }
  });
  app.get("/api/oidc/callback", async (request, reply) => {
    const attempt = attempts.read(request, clock());
    attempts.clear(reply);
    if (attempt === null) return refuse(reply, "It took too long, or began in another browser.");
    try {
      const [, query = ""] = request.url.split("?", 2);
      const claims = await provider.finish(attempt, query);
      await enter(options, request, reply, await oidcMember(members, settings, claims));
      return await reply.header("cache-control", "no-store").redirect(attempt.redirect, 302);
    } catch (error) {
      return refuse(reply, await failed(options, request, error));
    }
  });
};

/**
 * Logging in through an identity provider: `GET /api/oidc` says whether there is one, `/api/oidc/start` leads to it, `/api/oidc/callback` is where it
 * leads back to.
 */
export const registerOidcRoutes = async (
  app: FastifyInstance,
  options: OidcRoutesOptions,
): Promise<void> => {
  await app.register(cookie);
  const { settings } = options;
  const host = settings?.issuer.hostname ?? null;
  app.get("/api/oidc", async (_request, reply) =>
    reply.header("cache-control", "no-store").send({ provider: host }),
  );
  if (settings !== null) registerDoors(app, options, settings);
};
