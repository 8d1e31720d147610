import { createWaitingUsage, type WaitingBuffer } from "@tokenledger/buffer";
import { createLedger, refuseNewerSchema } from "@tokenledger/ledger";
import { startMetricsServer } from "@tokenledger/metrics";
import type { Logger } from "pino";
import type { FlusherConfig } from "./config.ts";
import { FlusherMetrics } from "./metrics/flusher-metrics.ts";
import { crashPoint } from "./flush/crash-point.ts";
import { flushUntilStopped, type FlushLoopSettings, type LoopEnd } from "./flush/flush-loop.ts";
import { FlushReport } from "./flush/flush-report.ts";
import { forgetConsumers } from "./flush/forget-consumers.ts";
import { tracedParts } from "./flush/traced-parts.ts";
import { Readiness } from "./process/readiness.ts";

const MEGABYTE = 1_000_000;
const LEDGER_CONNECTIONS_MAX = 2;
/** Of the 250 ms within which a record can be asked for. */
const PACE_MS = 50;
const PAUSE_MS_MIN = 50;
const PAUSE_MS_MAX = 5_000;
const TIDY_EVERY_MS = 10 * 60_000;

const loopSettings = (config: FlusherConfig): FlushLoopSettings => ({
  recordCountMax: config.FLUSH_RECORDS_MAX,
  waitMsMax: config.FLUSH_WAIT_MS,
  paceMs: PACE_MS,
  pauseMsMin: PAUSE_MS_MIN,
  pauseMsMax: PAUSE_MS_MAX,
  rssBytesMax: config.FLUSH_RSS_MB_MAX * MEGABYTE,
  rssBytes: () => process.memoryUsage.rss(),
});

const openWaiting = (
  config: FlusherConfig,
  log: Logger,
  metrics: Pick<FlusherMetrics, "unreadable">,
): WaitingBuffer =>
  createWaitingUsage({
    url: config.REDIS_URL,
    shards: config.REDIS_SHARDS,
    consumer: config.FLUSH_CONSUMER,
    claimIdleMs: config.FLUSH_CLAIM_IDLE_MS,
    onUnreadable: (entryId, error) => {
      metrics.unreadable();
      log.error(
        { entryId, err: error },
        "an entry cannot be read by this version and is left pending",
      );
    },
    onSuspect: (entryId, deliveryCount) =>
      log.error(
        { entryId, deliveryCount },
        "an entry was read again and again and never settled: it is tried alone now",
      ),
    onConnectionError: (error) => log.debug({ err: error }, "Redis connection"),
  });

/** What a flusher tells whoever runs it. */
export interface FlusherHooks {
  /** Once, when both stores have answered. */
  ready(): void;
  /** Something happened: a pass went through, or a store said that it is away. */
  progress(): void;
}

/**
 * Opens both stores, flushes until the signal or the memory limit says stop, and closes them.
 * Either store may be away, now or later: it is waited for.
 */
export const runFlusher = async (
  config: FlusherConfig,
  log: Logger,
  signal: AbortSignal,
  hooks: FlusherHooks,
): Promise<LoopEnd> => {
  const reached = crashPoint(config.TOKENLEDGER_CRASH_AT);
  await using ledger = await createLedger({
    url: config.DATABASE_URL,
    poolMax: LEDGER_CONNECTIONS_MAX,
    applicationName: "tokenledger-flusher",
  });
  await refuseNewerSchema(ledger, (details, text) => log.warn(details, text));
  const metrics = new FlusherMetrics();
  await using waiting = openWaiting(config, log, metrics);
  const report = new FlushReport(log);
  const readiness = new Readiness(
    async () => ledger.ping(),
    () => hooks.ready(),
  );
  using _ = forgetConsumers(waiting, log, TIDY_EVERY_MS);
  const telling = await startMetricsServer(metrics.registry, config);
  const end = await flushUntilStopped(
    {
      ...tracedParts({ waiting, ledger: ledger.usage }),
      letterBox: ledger.letterBox,
      reached: (step) => {
        metrics.reached(step);
        reached(step);
      },
    },
    loopSettings(config),
    {
      flushed: async (flushed) => {
        metrics.flushed(flushed);
        report.flushed(flushed);
        await readiness.passed();
      },
      failed: (error) => {
        metrics.failed();
        report.failed(error);
      },
      progress: () => hooks.progress(),
    },
    signal,
  );
  await telling[Symbol.asyncDispose]();
  report.ended(end === "memory" ? "memory" : String(signal.reason));
  return end;
};
