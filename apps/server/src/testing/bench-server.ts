import { CollectCounters, Collector, DisabledUsers, KeyVerifier } from "@tokenledger/api";
import { UnavailableError } from "@tokenledger/usage";
import type { ExportFiles } from "@tokenledger/usage/exports";
import {
  AdminBench,
  GateBench,
  healthOf,
  MemoryBuffer,
  MemoryKeys,
  TEST_PEPPER,
} from "@tokenledger/api/testing";
import type { FastifyInstance } from "fastify";
import { createLogger } from "../create-logger.ts";
import { createServer } from "../create-server.ts";
import { Readiness, type HealthCheck } from "../health/readiness.ts";
import { ServerMetrics } from "../metrics/server-metrics.ts";
import type { OidcSettings } from "../oidc/oidc-settings.ts";
import { LogLines } from "./log-lines.ts";

export interface BenchServerOptions {
  readonly isHttps?: boolean;
  readonly metricsToken?: string;
  readonly proxyCount?: number;
  readonly isPanelOn?: boolean;
  readonly pageFolder?: string;
  readonly exportFiles?: ExportFiles;
  readonly oidc?: OidcSettings;
  readonly checks?: readonly HealthCheck[];
}

/** The whole HTTP server over doubles of the stores, listening on a free port. */
export interface BenchServer {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly buffer: MemoryBuffer;
  readonly keys: MemoryKeys;
  readonly admin: AdminBench;
  readonly counters: CollectCounters;
  readonly readiness: Readiness;
  readonly log: LogLines;
  close(): Promise<void>;
}

const away = async (): Promise<never> => Promise.reject(new UnavailableError("away"));

const idleMetrics = (counters: CollectCounters): ServerMetrics =>
  new ServerMetrics({
    counters,
    quotaDecisions: () => [],
    backlog: away,
    openDeadLetters: away,
    bytesMax: 1,
  });

/** Starts one; `admin.clock` is everybody's clock. */
export const startBenchServer = async (options: BenchServerOptions = {}): Promise<BenchServer> => {
  const admin = new AdminBench();
  const keys = new MemoryKeys();
  const buffer = new MemoryBuffer();
  const counters = new CollectCounters();
  const readiness = new Readiness(options.checks ?? []);
  const log = new LogLines();
  const clock = admin.clock.now;
  const app = await createServer({
    ingest: {
      keys: new KeyVerifier({ directory: keys, pepper: TEST_PEPPER, clock }),
      collector: new Collector({
        buffer,
        counters,
        clock,
        disabledUsers: new DisabledUsers({ directory: keys, clock }),
      }),
      quotas: new GateBench(admin.clock).gate,
    },
    admin: admin.services,
    exportFiles: options.exportFiles ?? null,
    counters,
    readiness,
    health: healthOf(),
    // Stores that are away: what is shown of them is a hole, not a zero.
    metrics: idleMetrics(counters),
    metricsToken: options.metricsToken ?? null,
    logger: createLogger({ level: "trace", destination: log }),
    pageFolder: options.pageFolder ?? "/nowhere",
    version: "1.2.3",
    isHttps: options.isHttps ?? false,
    proxyCount: options.proxyCount ?? 0,
    isPanelOn: options.isPanelOn ?? false,
    oidc: options.oidc ?? null,
  });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    url,
    app,
    buffer,
    keys,
    admin,
    counters,
    readiness,
    log,
    close: async () => {
      await app.close();
    },
  };
};
