import { createBuffer } from "@tokenledger/buffer";
import { createLedger } from "@tokenledger/ledger";
import type { Logger } from "pino";
import type { SchedulerConfig } from "./config.ts";
import { partitionsJob } from "./partitions-job.ts";
import { startScheduler, type Scheduler, type SchedulerEvents } from "./scheduler.ts";
import { tidyJob } from "./tidy-job.ts";
import { unpricedJob } from "./unpriced-job.ts";

/** Several jobs at once, and the signs of life of each, which must not wait for them. */
const LEDGER_CONNECTIONS_MAX = 6;

/** Opens the stores, runs every job once and then at its times. Closing waits for the jobs under way and closes the stores. */
export const runScheduler = async (config: SchedulerConfig, log: Logger): Promise<Scheduler> => {
  const buffer = config.REDIS_URL === undefined ? null : createBuffer({ url: config.REDIS_URL });
  const ledger = await createLedger({
    url: config.DATABASE_URL,
    poolMax: LEDGER_CONNECTIONS_MAX,
    applicationName: "scheduler",
    mirror: async (totals) =>
      buffer?.mirror(totals).catch((error: unknown) => {
        log.warn(
          { err: error },
          "counters show the cost before it changed until they are mirrored again",
        );
      }),
  });
  const jobs = [
    partitionsJob(ledger, config.PARTITIONS_CRON),
    unpricedJob(ledger, config.UNPRICED_CRON),
    tidyJob(ledger.jobRuns, config.TIDY_CRON),
  ];
  const events: SchedulerEvents = {
    succeeded: (job, durationMs) =>
      log.info({ job, durationMs: Math.round(durationMs) }, "job done"),
    failed: (job, error) => log.error({ job, err: error }, "job failed"),
  };
  const scheduler = await startScheduler(jobs, events, { runs: ledger.jobRuns });
  return {
    close: async () => {
      await scheduler.close();
      await Promise.all([ledger.close(), buffer?.close()]);
    },
  };
};
