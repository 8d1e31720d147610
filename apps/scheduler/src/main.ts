import { createBuffer } from "@tokenledger/buffer";
import { createLedger } from "@tokenledger/ledger";
import { pino } from "pino";
import { readConfig } from "./config.ts";
import { partitionsJob } from "./partitions-job.ts";
import { startScheduler } from "./scheduler.ts";
import { unpricedJob } from "./unpriced-job.ts";

const config = readConfig();
const log = pino({ name: "scheduler", level: config.LOG_LEVEL });
const redis = config.REDIS_URL === undefined ? null : createBuffer({ url: config.REDIS_URL });
const ledger = await createLedger({
  url: config.DATABASE_URL,
  poolMax: 2,
  applicationName: "scheduler",
  mirror: async (totals) =>
    redis?.mirror(totals).catch((error: unknown) => {
      log.warn(
        { err: error },
        "counters show the cost before it changed until they are mirrored again",
      );
    }),
});

const jobs = [
  partitionsJob(ledger, config.PARTITIONS_CRON),
  unpricedJob(ledger, config.UNPRICED_CRON),
];
const scheduler = await startScheduler(jobs, {
  succeeded: (job, durationMs) => log.info({ job, durationMs: Math.round(durationMs) }, "job done"),
  failed: (job, error) => log.error({ job, err: error }, "job failed"),
});
log.info("ready");
process.send?.({ type: "ready" });

let stopping = false;
const stop = async (reason: string): Promise<void> => {
  if (stopping) process.exit(1);
  stopping = true;
  log.info({ reason }, "stopping");
  await scheduler.close();
  await Promise.all([ledger.close(), redis?.close()]);
  process.exit(0);
};
process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));
// The starter died: nobody would stop this process any more.
process.once("disconnect", () => void stop("starter gone"));
