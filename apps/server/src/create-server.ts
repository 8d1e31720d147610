import { randomUUID } from "node:crypto";
import type { AdminServices, CollectCounters, DataHealth, IngestServices } from "@tokenledger/api";
import { isTracing } from "@tokenledger/tracing";
import type { ExportFiles } from "@tokenledger/usage/exports";
import { LogController, fastify, type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { registerAdminRoutes } from "./admin/admin-routes.ts";
import { sessionCookie } from "./admin/session-cookie.ts";
import { registerExportRoutes } from "./exports/export-routes.ts";
import { registerHealthRoutes } from "./health/health-routes.ts";
import type { Readiness } from "./health/readiness.ts";
import { registerIngestRoute } from "./ingest/ingest-route.ts";
import { registerOpenApiRoutes } from "./open-api/open-api-routes.ts";
import { registerMetricsRoute } from "./metrics/metrics-route.ts";
import type { ServerMetrics } from "./metrics/server-metrics.ts";
import { registerOidcRoutes } from "./oidc/oidc-routes.ts";
import type { OidcSettings } from "./oidc/oidc-settings.ts";
import { registerPanelRoute } from "./panel/panel-route.ts";
import { registerPageRoutes } from "./page/page-routes.ts";
import { registerSecurityHeaders } from "./security-headers.ts";
import { traceRequests } from "./tracing/trace-requests.ts";

/**
 * A sender has this long for a whole call, head and body: slow ones must not hold sockets for ever. Both of Node's limits are set: where the head's
 * (60 s) is the longer one Node takes each for the other, and a body has the minute.
 */
const REQUEST_MS_MAX = 30_000;
/** A batch of 20 long procedure names. */
const PATH_LENGTH_MAX = 1024;

export interface ServerOptions {
  readonly ingest: IngestServices;
  readonly admin: AdminServices;
  /** Where exports lie; null: nothing can be fetched here. */
  readonly exportFiles: ExportFiles | null;
  readonly counters: CollectCounters;
  readonly readiness: Readiness;
  /** What `/healthz` tells of the data. */
  readonly health: Pick<DataHealth, "vitalSigns">;
  readonly metrics: ServerMetrics;
  /** Who may read the metrics from another machine; null: nobody. */
  readonly metricsToken: string | null;
  readonly logger: FastifyBaseLogger;
  /** Folder of the built admin page. */
  readonly pageFolder: string;
  readonly version: string;
  /** Whether people reach this server over https (through a proxy that ends it). */
  readonly isHttps: boolean;
  /** Proxies whose X-Forwarded-For is believed. */
  readonly proxyCount: number;
  /** Whether procedures may be run by hand, through the panel. */
  readonly isPanelOn: boolean;
  /** The identity provider whose accounts may log in; null: none. */
  readonly oidc: OidcSettings | null;
}

/** Tells the metrics of every answer of a scope. */
const measure = (
  scope: FastifyInstance,
  metrics: ServerMetrics,
  door: "collect" | "admin" | "api",
): void => {
  scope.addHook("onResponse", (_request, reply, done) => {
    metrics.answered(door, reply.statusCode, reply.elapsedTime);
    done();
  });
};

const registerProviderRoutes = async (
  scope: FastifyInstance,
  options: ServerOptions,
): Promise<void> => {
  measure(scope, options.metrics, "admin");
  await registerOidcRoutes(scope, {
    services: options.admin,
    sessionCookie: sessionCookie(options.isHttps),
    isHttps: options.isHttps,
    settings: options.oidc,
  });
};

/** What browsers see. A scope of its own: hooks of the root run for collect too, which needs none of these headers. */
const registerBrowserRoutes = async (
  scope: FastifyInstance,
  options: ServerOptions,
): Promise<void> => {
  await registerSecurityHeaders(scope, options.isHttps);
  scope.addHook("onResponse", (request, reply, done) => {
    const { method, url } = request;
    const [path] = url.split("?", 1);
    const { statusCode, elapsedTime: durationMs } = reply;
    request.log.debug({ method, path, statusCode, durationMs }, "answered");
    done();
  });
  await scope.register(async (admin) => {
    measure(admin, options.metrics, "admin");
    await registerAdminRoutes(admin, {
      services: options.admin,
      sessionCookie: sessionCookie(options.isHttps),
    });
  });
  registerMetricsRoute(scope, { metrics: options.metrics, token: options.metricsToken });
  await scope.register(async (exports) => {
    await registerExportRoutes(exports, {
      services: options.admin,
      sessionCookie: sessionCookie(options.isHttps),
      files: options.exportFiles,
    });
  });
  await scope.register(async (oidc) => registerProviderRoutes(oidc, options));
  if (options.isPanelOn) {
    await scope.register(async (panel) => {
      await registerPanelRoute(panel, {
        services: options.admin,
        sessionCookie: sessionCookie(options.isHttps),
      });
    });
  }
  registerHealthRoutes(scope, {
    readiness: options.readiness,
    health: options.health,
    version: options.version,
  });
  await registerPageRoutes(scope, options.pageFolder);
};

/**
 * The HTTP server, not yet listening. `close()` stops accepting, answers what is in flight, and closes idle connections;
 * it closes none of what was handed in.
 */
export const createServer = async (options: ServerOptions): Promise<FastifyInstance> => {
  const app = fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestTimeout: REQUEST_MS_MAX,
    http: { headersTimeout: REQUEST_MS_MAX },
    trustProxy: (_address, hop) => hop < options.proxyCount,
    routerOptions: { maxParamLength: PATH_LENGTH_MAX },
  });
  app.addHook("onRequest", (request, reply, done) => {
    reply.header("x-request-id", request.id);
    done();
  });
  if (isTracing()) traceRequests(app);
  await app.register((scope, _options, done) => {
    measure(scope, options.metrics, "collect");
    registerIngestRoute(scope, { services: options.ingest, counters: options.counters });
    done();
  });
  await app.register((scope, _options, done) => {
    measure(scope, options.metrics, "api");
    registerOpenApiRoutes(scope, options);
    done();
  });
  await app.register(async (scope) => registerBrowserRoutes(scope, options));
  return app;
};
