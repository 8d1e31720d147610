import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openReconciliation } from "@tokenledger/anthropic-admin";
import {
  AuditTrail,
  CollectCounters,
  Collector,
  DataHealth,
  DisabledUsers,
  KeyRates,
  KeyUses,
  KeyVerifier,
  LoginLimiter,
  PepperMove,
  PseudonymBook,
  Sessions,
  type AdminServices,
  type Clock,
  type IngestServices,
} from "@tokenledger/api";
import { createNotifier, createSecretBox, mailServerOf } from "@tokenledger/notify";
import { FolderFiles } from "@tokenledger/exports";
import { isTracing } from "@tokenledger/tracing";
import type { ExportFiles } from "@tokenledger/usage/exports";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { z } from "zod";
import type { ServerConfig } from "./config.ts";
import { createServer } from "./create-server.ts";
import { Readiness } from "./health/readiness.ts";
import { ServerMetrics } from "./metrics/server-metrics.ts";
import { oidcSettingsOf } from "./oidc/oidc-settings.ts";
import { isPanelOn } from "./is-panel-on.ts";
import { openStores, type Stores } from "./open-stores.ts";
import { QuotaDecisions } from "./quotas/quota-decisions.ts";
import { PortTakenError } from "./port-taken-error.ts";
import { tracedAppend } from "./tracing/traced-append.ts";

const READY_MS_MAX = 900;
const CLOSE_MS = 10_000;
const PAGE_FOLDER = fileURLToPath(new URL("../../admin/dist", import.meta.url));

const readVersion = (): string =>
  z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))).version;

export interface StartOptions {
  /** Folder of the built admin page. Default: `apps/admin/dist` of this repository. */
  readonly pageFolder?: string;
  /** How long calls in flight may take to end when the server stops. Default 10 seconds. */
  readonly closeMsMax?: number;
}

/** A server that accepts calls. */
export interface RunningServer {
  /** Where it listens, as `http://127.0.0.1:4300`. */
  readonly url: string;
  /**
   * Not ready from now on; after TOKENLEDGER_DRAIN_MS accepts nothing new, answers what is in flight (for `closeMsMax`, then cuts it
   * off), closes the stores.
   * Stopping twice is no error.
   */
  stop(): Promise<void>;
}

const listen = async (app: FastifyInstance, config: ServerConfig): Promise<string> => {
  try {
    return await app.listen({ host: config.HOST, port: config.PORT });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
      throw new PortTakenError(config.HOST, config.PORT, error);
    }
    throw error;
  }
};

const ingestServicesOf = (
  config: ServerConfig,
  { ledger, buffer, quotas }: Stores,
  counters: CollectCounters,
  logger: Logger,
): IngestServices => {
  const clock: Clock = Date.now;
  const directory = ledger.collectDirectory;
  const uses = new KeyUses({
    directory: ledger.keyUse,
    clock,
    onFailure: (error) => {
      logger.debug({ err: error }, "the last use of keys was not noted");
    },
  });
  return {
    keys: new KeyVerifier({
      directory,
      pepper: config.TOKENLEDGER_KEY_PEPPER,
      pepperAlso: config.TOKENLEDGER_KEY_PEPPER_ALSO,
      pepperMove: new PepperMove({
        directory: ledger.keyUse,
        onFailure: (error) => {
          logger.debug({ err: error }, "a key was not stored under the new pepper");
        },
      }),
      clock,
      uses,
      rates: new KeyRates({
        callsPerSecondMax: config.TOKENLEDGER_KEY_CALLS_PER_SECOND_MAX,
        clock,
      }),
    }),
    collector: new Collector({
      buffer: isTracing() ? tracedAppend(buffer) : buffer,
      counters,
      clock,
      disabledUsers: new DisabledUsers({ directory, clock }),
      quotas: quotas.collecting,
    }),
    quotas: quotas.gate,
  };
};

const dataHealthOf = ({ ledger, redis }: Stores, counters: CollectCounters): DataHealth =>
  new DataHealth(
    {
      backlog: async () => redis.backlog(),
      bytesMax: redis.waitingBytesMax,
      deadLetterCounts: async () => ledger.deadLetters.counts(),
      collected: () => counters.figures(),
      quality: async (range) => ledger.health.quality(range),
      partitions: async (now) => ledger.health.partitions(now),
      invariants: async (range, countMax) => ledger.checkInvariants({ range, countMax }),
      counterChecks: async (countMax) => ledger.counterChecks.list(countMax),
      latestRuns: async () => ledger.jobRuns.latest(),
      aggregateJobs: async (countMax) => ledger.aggregates.list(countMax),
    },
    Date.now,
  );

const adminServicesOf = (
  config: ServerConfig,
  { ledger, buffer }: Stores,
  health: DataHealth,
): AdminServices => {
  const clock: Clock = Date.now;
  return {
    sessions: new Sessions({
      members: ledger.memberDirectory,
      sessions: ledger.sessionDirectory,
      limiter: new LoginLimiter(clock),
      clock,
    }),
    directory: ledger.adminDirectory,
    operations: { aggregates: ledger.aggregates, deadLetters: ledger.deadLetters, health },
    members: ledger.memberDirectory,
    pseudonyms: new PseudonymBook(),
    retention: ledger.retention,
    erasure: ledger.userErasure,
    audit: new AuditTrail({ log: ledger.audit, pepper: config.TOKENLEDGER_KEY_PEPPER, clock }),
    queries: ledger.queries,
    costs: ledger.costs,
    prices: ledger.prices,
    reconciliation: openReconciliation(config, ledger),
    quotas: ledger.quotas,
    alerts: ledger.alerts,
    notifier: createNotifier({
      allowedHosts: config.TOKENLEDGER_WEBHOOK_ALLOWED_HOSTS,
      mail: mailServerOf(config),
      publicUrl: config.TOKENLEDGER_PUBLIC_URL ?? null,
    }),
    secretBox: createSecretBox(config.TOKENLEDGER_KEY_PEPPER, config.TOKENLEDGER_KEY_PEPPER_ALSO),
    exports: ledger.exports,
    buffer,
    pepper: config.TOKENLEDGER_KEY_PEPPER,
    keyEnvironment: config.TOKENLEDGER_KEY_ENVIRONMENT,
    clock,
  };
};

const exportFilesOf = ({ TOKENLEDGER_DATA_DIR: folder }: ServerConfig): ExportFiles | null =>
  folder === undefined ? null : new FolderFiles(join(folder, "exports"));

const readinessOf = ({ ledger, redis }: Stores): Readiness =>
  new Readiness([
    {
      name: "redis",
      isRequired: true,
      check: async () => {
        await redis.verify(READY_MS_MAX);
      },
    },
    // Collect goes on without PostgreSQL, so the server stays in service.
    { name: "postgres", isRequired: false, check: () => ledger.ping() },
  ]);

const metricsOf = (
  { ledger, redis }: Stores,
  counters: CollectCounters,
  decisions: QuotaDecisions,
): ServerMetrics =>
  new ServerMetrics({
    counters,
    quotaDecisions: () => decisions.counts(),
    backlog: async () => redis.backlog(),
    openDeadLetters: async () => ledger.deadLetters.countOpen(),
    bytesMax: redis.waitingBytesMax,
  });

/** Ends what is still in flight when it had its time. */
const closeServer = async (app: FastifyInstance, closeMsMax: number): Promise<void> => {
  const timer = setTimeout(() => {
    app.server.closeAllConnections();
  }, closeMsMax);
  await app.close();
  clearTimeout(timer);
};

/**
 * Wires the stores to the API and listens. PostgreSQL, or Redis, may be away: the server starts and serves what it can.
 *
 * @throws PortTakenError
 * @throws InvalidInputError REDIS_UNSAFE when Redis would evict what it accepted.
 */
export const startServer = async (
  config: ServerConfig,
  logger: Logger,
  { pageFolder = PAGE_FOLDER, closeMsMax = CLOSE_MS }: StartOptions = {},
): Promise<RunningServer> => {
  const decisions = new QuotaDecisions();
  const stores = await openStores(config, logger, decisions);
  const readiness = readinessOf(stores);
  const counters = new CollectCounters();
  const health = dataHealthOf(stores, counters);
  const app = await createServer({
    ingest: ingestServicesOf(config, stores, counters, logger),
    admin: adminServicesOf(config, stores, health),
    exportFiles: exportFilesOf(config),
    counters,
    metrics: metricsOf(stores, counters, decisions),
    metricsToken: config.TOKENLEDGER_METRICS_TOKEN ?? null,
    readiness,
    health,
    logger,
    pageFolder,
    version: readVersion(),
    isHttps: config.TOKENLEDGER_PUBLIC_URL?.startsWith("https:") ?? false,
    proxyCount: config.TOKENLEDGER_PROXY_COUNT,
    isPanelOn: isPanelOn(config),
    oidc: oidcSettingsOf(config),
  });
  const closeAll = async (): Promise<void> => {
    readiness.beginStop();
    await delay(config.TOKENLEDGER_DRAIN_MS);
    await closeServer(app, closeMsMax);
    await stores.close();
  };
  let closing: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    closing ??= closeAll();
    return closing;
  };
  try {
    return { url: await listen(app, config), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
