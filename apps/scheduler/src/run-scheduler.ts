import { openReconciliation } from "@tokenledger/anthropic-admin";
import { createBuffer, type RedisBuffer } from "@tokenledger/buffer";
import { createLedger, refuseNewerSchema, type Ledger } from "@tokenledger/ledger";
import { startMetricsServer } from "@tokenledger/metrics";
import { createNotifier, createSecretBox, mailServerOf } from "@tokenledger/notify";
import type { CounterCheckReport } from "@tokenledger/usage";
import type { Logger } from "pino";
import { alertsJob, noticesJob } from "./alerts/alerts-jobs.ts";
import { outsideReadings } from "./alerts/outside-readings.ts";
import { aggregateWorkJob, sumDaysJob, verifyRecentJob } from "./aggregates-jobs.ts";
import type { SchedulerConfig } from "./config.ts";
import { countersJob, reseedJob } from "./counters/counters-jobs.ts";
import { startExports } from "./exports/start-exports.ts";
import type { Job } from "./job.ts";
import { SchedulerMetrics } from "./metrics/scheduler-metrics.ts";
import { partitionsJob } from "./partitions-job.ts";
import { reconcileJobs } from "./reconcile-jobs.ts";
import { retentionJob } from "./retention-job.ts";
import { startScheduler, type Scheduler, type SchedulerEvents } from "./scheduler.ts";
import { tidyJob } from "./tidy-job.ts";
import { unpricedJob } from "./unpriced-job.ts";

/** Several jobs at once, and the signs of life of each, which must not wait for them. */
const LEDGER_CONNECTIONS_MAX = 6;
/** A check of the sums of a day reads all its records: some seconds for a hundred thousand, and longer on a busy machine. */
const STATEMENT_MS_MAX = 120_000;
/** The newest that is through is among them. */
const JOBS_LOOKED_AT = 20;

/** Where there is no Redis there are no counters. */
const counterJobs = (
  config: SchedulerConfig,
  { ledger, redis }: { readonly ledger: Ledger; readonly redis: RedisBuffer | null },
  log: Logger,
  metrics: Pick<SchedulerMetrics, "countersCompared">,
): readonly Job[] => {
  if (redis === null) return [];
  const onReport = (report: CounterCheckReport): void => {
    metrics.countersCompared(report);
    const isWrong = report.driftCount > 0 || (report.pendWrongCount ?? 0) > 0;
    if (isWrong) log.error(report, "counter drift: counters were wrong and have been mended");
    else log.info(report, "counters compared with the ledger");
  };
  const options = { ledger, redis, onReport };
  return [countersJob(options, config.COUNTERS_CRON), reseedJob(options, config.RESEED_CRON)];
};

/** Nothing is dropped unless somebody says so. */
const retentionJobs = (config: SchedulerConfig, ledger: Ledger): readonly Job[] =>
  config.TOKENLEDGER_RETENTION_MONTHS === undefined
    ? []
    : [retentionJob(ledger, config.TOKENLEDGER_RETENTION_MONTHS, config.RETENTION_CRON)];

/** Without the pepper no channel can be read, and nobody be told. */
const alertJobs = (
  config: SchedulerConfig,
  { ledger, redis }: { readonly ledger: Ledger; readonly redis: RedisBuffer | null },
  log: Logger,
): readonly Job[] => {
  if (config.TOKENLEDGER_KEY_PEPPER === undefined) {
    log.warn("TOKENLEDGER_KEY_PEPPER is not set: no alerts");
    return [];
  }
  const notifier = createNotifier({
    allowedHosts: config.TOKENLEDGER_WEBHOOK_ALLOWED_HOSTS,
    mail: mailServerOf(config),
    publicUrl: config.TOKENLEDGER_PUBLIC_URL ?? null,
  });
  const { evaluation, outbox } = ledger.alerts;
  const secrets = createSecretBox(
    config.TOKENLEDGER_KEY_PEPPER,
    config.TOKENLEDGER_KEY_PEPPER_ALSO,
  );
  const options = {
    evaluation,
    outside: outsideReadings(ledger, redis),
    delivery: { outbox, notifier, secrets, clock: Date.now },
  };
  return [alertsJob(options, config.ALERTS_CRON), noticesJob(options, config.NOTICES_CRON)];
};

/** Without a key nothing is compared; the page says what to set. */
const anthropicJobs = (config: SchedulerConfig, ledger: Ledger): readonly Job[] =>
  config.ANTHROPIC_ADMIN_KEY === undefined
    ? []
    : reconcileJobs(openReconciliation(config, ledger), {
        hours: config.RECONCILE_HOURS_CRON,
        days: config.RECONCILE_DAYS_CRON,
      });

const eventsTo = (log: Logger, metrics: SchedulerMetrics): SchedulerEvents => ({
  succeeded: (job, durationMs) => {
    metrics.jobSucceeded(job, durationMs);
    log.info({ job, durationMs: Math.round(durationMs) }, "job done");
  },
  failed: (job, error) => {
    metrics.jobFailed(job);
    log.error({ job, err: error }, "job failed");
  },
});

/** @throws InvalidInputError SCHEMA_NEWER, with both stores closed. */
const openLedger = async (
  config: SchedulerConfig,
  buffer: RedisBuffer | null,
  log: Logger,
): Promise<Ledger> => {
  const ledger = await createLedger({
    url: config.DATABASE_URL,
    poolMax: LEDGER_CONNECTIONS_MAX,
    applicationName: "scheduler",
    statementMsMax: STATEMENT_MS_MAX,
  });
  try {
    await refuseNewerSchema(ledger, (details, text) => log.warn(details, text));
    return ledger;
  } catch (error) {
    await Promise.all([ledger.close(), buffer?.close()]);
    throw error;
  }
};

/**
 * Opens the stores, runs every job once and then at its times. Closing waits for the jobs under way and closes the stores.
 *
 * @throws InvalidInputError SCHEMA_NEWER
 */
export const runScheduler = async (config: SchedulerConfig, log: Logger): Promise<Scheduler> => {
  const buffer =
    config.REDIS_URL === undefined
      ? null
      : createBuffer({ url: config.REDIS_URL, shards: config.REDIS_SHARDS });
  const ledger = await openLedger(config, buffer, log);
  const metrics = new SchedulerMetrics({
    aggregateJobs: async () => ledger.aggregates.list(JOBS_LOOKED_AT),
  });
  const telling = await startMetricsServer(metrics.registry, config);
  const stopping = new AbortController();
  const jobs = [
    partitionsJob(ledger, config.PARTITIONS_CRON),
    verifyRecentJob(ledger, config.VERIFY_CRON),
    aggregateWorkJob(ledger, config.AGGREGATES_CRON, stopping.signal),
    sumDaysJob(ledger, config.SUM_DAYS_CRON, stopping.signal),
    unpricedJob(ledger, config.UNPRICED_CRON),
    tidyJob(ledger.jobRuns, config.TIDY_CRON),
    ...retentionJobs(config, ledger),
    ...counterJobs(config, { ledger, redis: buffer }, log, metrics),
    ...alertJobs(config, { ledger, redis: buffer }, log),
    ...anthropicJobs(config, ledger),
  ];
  const scheduler = await startScheduler(jobs, eventsTo(log, metrics), { runs: ledger.jobRuns });
  const exports = startExports(config, log, metrics);
  return {
    close: async () => {
      stopping.abort();
      await exports?.close();
      await scheduler.close();
      await telling[Symbol.asyncDispose]();
      await Promise.all([ledger.close(), buffer?.close()]);
    },
  };
};
