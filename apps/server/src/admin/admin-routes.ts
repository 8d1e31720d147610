import cookie from "@fastify/cookie";
import { adminRouter, toTrpcError, type AdminContext, type AdminServices } from "@tokenledger/api";
import { TokenledgerError } from "@tokenledger/usage";
import { TRPCError } from "@trpc/server";
import { fastifyRequestHandler } from "@trpc/server/adapters/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { bearerToken } from "../bearer-token.ts";
import { isPlainJson } from "../content-type.ts";
import { retryAfterHeader, trpcErrorAnswer } from "../trpc-error-answer.ts";
import { assertSameOrigin } from "./assert-same-origin.ts";
import type { SessionCookie } from "./session-cookie.ts";

/** Largest body of an admin call, in bytes: superjson revives what it is sent, at a cost that grows faster than the size. */
export const ADMIN_BODY_BYTES_MAX = 262_144;
/** Largest body of a login, in bytes: the one call whose input is read for nobody in particular. */
export const LOGIN_BODY_BYTES_MAX = 8192;
/** Most calls in one batch. */
export const BATCH_CALLS_MAX = 20;

export interface AdminRoutesOptions {
  readonly services: AdminServices;
  readonly sessionCookie: SessionCookie;
}

const { _def: definition } = adminRouter;
const { _config: config } = definition;

interface AdminRequest {
  Params: { path: string };
}

const assertAcceptable = (request: FastifyRequest): void => {
  assertSameOrigin(request);
  if (request.method !== "GET" && request.method !== "POST") {
    throw new TRPCError({ code: "METHOD_NOT_SUPPORTED", message: "Send a GET or a POST." });
  }
  // An HTML form can send urlencoded, multipart and text/plain across sites without being asked first; JSON it cannot.
  if (request.method === "POST" && !isPlainJson(request.headers)) {
    throw new TRPCError({
      code: "UNSUPPORTED_MEDIA_TYPE",
      message: "Send application/json, not compressed.",
    });
  }
};

/** Fastify's own refusals (a body too large, …) in tRPC's words; everything else as the API maps it. */
const readError = (error: unknown): TRPCError => {
  const statusCode = error instanceof Error && "statusCode" in error ? error.statusCode : 500;
  if (statusCode === 413) {
    return new TRPCError({ code: "PAYLOAD_TOO_LARGE", message: "The body is too large." });
  }
  return typeof statusCode === "number" && statusCode < 500
    ? new TRPCError({ code: "BAD_REQUEST", message: "The request cannot be read." })
    : toTrpcError(error);
};

const contextOf = (
  options: AdminRoutesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): AdminContext => ({
  ...options.services,
  sessionToken: options.sessionCookie.read(request) ?? bearerToken(request.headers.authorization),
  ipAddress: request.ip,
  userAgent: request.headers["user-agent"],
  carrySession: (token) => {
    options.sessionCookie.write(reply, token);
  },
});

const retryAfterOf = (errors: readonly TRPCError[]): Record<string, string> => {
  const waits = errors.map(({ cause }) =>
    cause instanceof TokenledgerError ? (cause.retryAfterMs ?? 0) : 0,
  );
  const waitMs = Math.max(0, ...waits);
  return waitMs > 0 ? retryAfterHeader(waitMs) : {};
};

const handlerOf =
  (options: AdminRoutesOptions) =>
  async (request: FastifyRequest<AdminRequest>, reply: FastifyReply, path: string): Promise<void> =>
    fastifyRequestHandler({
      router: adminRouter,
      req: request,
      res: reply,
      path,
      maxBatchSize: BATCH_CALLS_MAX,
      // Lets a query come by POST, never a mutation by GET: a long filter does not fit into a URL, and URLs end up in logs.
      allowMethodOverride: true,
      createContext: () => contextOf(options, request, reply),
      responseMeta: ({ errors }) => ({
        headers: { "cache-control": "no-store", ...retryAfterOf(errors) },
      }),
      onError: ({ error, path: procedure }) => {
        if (error.code === "INTERNAL_SERVER_ERROR") {
          request.log.error({ err: error, procedure }, "admin call failed");
        } else if (procedure === "auth.login") {
          // Never the login itself: a password typed into the wrong field would stand in the log.
          request.log.warn({ code: error.code, ipAddress: request.ip }, "login refused");
        }
      },
    });

/**
 * Serves the admin router under `/trpc/admin/`, through tRPC's stock adapter. JSON only, same origin only, queries by GET or POST,
 * mutations by POST. A login stands alone in its call: in a batch, its body would be read before anybody is known.
 */
export const registerAdminRoutes = async (
  app: FastifyInstance,
  options: AdminRoutesOptions,
): Promise<void> => {
  const handle = handlerOf(options);
  await app.register(cookie);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => {
    done(null, body);
  });
  app.addHook("onRequest", (request, _reply, done) => {
    assertAcceptable(request);
    done();
  });
  app.setErrorHandler(async (error, request, reply) => {
    const answer = trpcErrorAnswer(config, readError(error), undefined);
    if (answer.statusCode === 500) {
      request.log.error({ err: error }, "admin call failed");
    }
    await reply
      .code(answer.statusCode)
      .headers({ ...answer.headers, "cache-control": "no-store" })
      .type("application/json")
      .send(answer.body);
  });
  app.all(
    "/trpc/admin/auth.login",
    { bodyLimit: LOGIN_BODY_BYTES_MAX },
    async (request: FastifyRequest<AdminRequest>, reply) => {
      await handle(request, reply, "auth.login");
    },
  );
  app.all(
    "/trpc/admin/:path",
    { bodyLimit: ADMIN_BODY_BYTES_MAX },
    async (request: FastifyRequest<AdminRequest>, reply) => {
      const { path } = request.params;
      if (path.split(",").includes("auth.login")) {
        throw new TRPCError({ code: "BAD_REQUEST", message: "auth.login stands alone in a call." });
      }
      await handle(request, reply, path);
    },
  );
};
