import { createBuffer, type RedisBuffer } from "@tokenledger/buffer";
import { createLedger, type Ledger } from "@tokenledger/ledger";
import type { CounterCheckReport } from "@tokenledger/usage";
import type { Logger } from "pino";
import type { SchedulerConfig } from "./config.ts";
import { countersJob, reseedJob } from "./counters/counters-jobs.ts";
import type { Job } from "./job.ts";
import { partitionsJob } from "./partitions-job.ts";
import { startScheduler, type Scheduler, type SchedulerEvents } from "./scheduler.ts";
import { tidyJob } from "./tidy-job.ts";
import { unpricedJob } from "./unpriced-job.ts";

/** Several jobs at once, and the signs of life of each, which must not wait for them. */
const LEDGER_CONNECTIONS_MAX = 6;

/** Where there is no Redis there are no counters. */
const counterJobs = (
  config: SchedulerConfig,
  { ledger, redis }: { readonly ledger: Ledger; readonly redis: RedisBuffer | null },
  log: Logger,
): readonly Job[] => {
  if (redis === null) return [];
  const onReport = (report: CounterCheckReport): void => {
    const isWrong = report.driftCount > 0 || (report.pendWrongCount ?? 0) > 0;
    if (isWrong) log.error(report, "counter drift: counters were wrong and have been mended");
    else log.info(report, "counters compared with the ledger");
  };
  const options = { ledger, redis, onReport };
  return [countersJob(options, config.COUNTERS_CRON), reseedJob(options, config.RESEED_CRON)];
};

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
    ...counterJobs(config, { ledger, redis: buffer }, log),
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
