import { randomUUID } from "node:crypto";
import type { AdminServices, CollectCounters, IngestServices } from "@tokenledger/api";
import { fastify, type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { registerAdminRoutes } from "./admin/admin-routes.ts";
import { sessionCookie } from "./admin/session-cookie.ts";
import { registerHealthRoutes } from "./health/health-routes.ts";
import type { Readiness } from "./health/readiness.ts";
import { registerIngestRoute } from "./ingest/ingest-route.ts";
import { registerPageRoutes } from "./page/page-routes.ts";
import { registerSecurityHeaders } from "./security-headers.ts";

/** A sender has this long for a whole call, head and body: slow ones must not hold sockets for ever. */
const REQUEST_MS_MAX = 30_000;
/** A batch of 20 long procedure names. */
const PATH_LENGTH_MAX = 1024;

export interface ServerOptions {
  readonly ingest: IngestServices;
  readonly admin: AdminServices;
  readonly counters: CollectCounters;
  readonly readiness: Readiness;
  readonly logger: FastifyBaseLogger;
  /** Folder of the built admin page. */
  readonly pageFolder: string;
  readonly version: string;
  /** Whether people reach this server over https (through a proxy that ends it). */
  readonly isHttps: boolean;
  /** Proxies whose X-Forwarded-For is believed. */
  readonly proxyCount: number;
}

/**
 * The HTTP server, not yet listening. The ingest route stands apart: no hooks of the page's rooms run for it. `close()` stops accepting,
 * answers what is in flight, and closes idle connections; it closes none of what was handed in.
 */
export const createServer = async (options: ServerOptions): Promise<FastifyInstance> => {
  const app = fastify({
    loggerInstance: options.logger,
    disableRequestLogging: true,
    genReqId: () => randomUUID(),
    requestTimeout: REQUEST_MS_MAX,
    trustProxy: (_address, hop) => hop < options.proxyCount,
    routerOptions: { maxParamLength: PATH_LENGTH_MAX },
  });
  app.addHook("onRequest", (request, reply, done) => {
    reply.header("x-request-id", request.id);
    done();
  });
  // Before the security headers: hooks come down to scopes made after them, and collect needs none of these 12 headers.
  await app.register((scope, _options, done) => {
    registerIngestRoute(scope, { services: options.ingest, counters: options.counters });
    done();
  });
  await registerSecurityHeaders(app, options.isHttps);
  await app.register(async (scope) => {
    await registerAdminRoutes(scope, {
      services: options.admin,
      sessionCookie: sessionCookie(options.isHttps),
    });
  });
  registerHealthRoutes(app, { readiness: options.readiness, version: options.version });
  await registerPageRoutes(app, options.pageFolder);
  return app;
};
