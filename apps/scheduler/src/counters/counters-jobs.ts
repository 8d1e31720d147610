import type { RedisBuffer } from "@tokenledger/buffer";
import type { Ledger } from "@tokenledger/ledger";
import type { CounterCheckCause, CounterCheckReport } from "@tokenledger/usage";
import type { Job } from "../job.ts";
import { compareCounters } from "./compare-counters.ts";

export interface CountersJobOptions {
  readonly ledger: Pick<Ledger, "counterChecks">;
  readonly redis: RedisBuffer;
  /** Told of every comparison. */
  readonly onReport: (report: CounterCheckReport) => void;
  /** See `compareCounters`. */
  readonly graceMs?: number;
}

const compare = async (
  { ledger, redis, onReport, graceMs }: CountersJobOptions,
  cause: CounterCheckCause,
  now: Date,
): Promise<void> => {
  await redis.verify();
  const { process } = await redis.epoch();
  const stores = { ledger: ledger.counterChecks, redis };
  const report = await compareCounters(stores, {
    cause,
    now,
    ...(graceMs === undefined ? {} : { graceMs }),
  });
  await ledger.counterChecks.add(report, now);
  await redis.endReseed(process);
  onReport(report);
};

/** Compares all counters with the ledger, mends them, and keeps a report. */
export const countersJob = (options: CountersJobOptions, cron: string): Job => ({
  name: "counters",
  cron,
  run: async (now) => compare(options, "scheduled", now),
});

/**
 * Does the same as soon as another process of Redis answers than the one in which all counters were compared last. Until then counters are
 * answered from the ledger. One question to Redis where nothing has happened.
 */
export const reseedJob = (options: CountersJobOptions, cron: string): Job => ({
  name: "reseed",
  cron,
  run: async (now) => {
    await options.redis.verify();
    const { isCompared } = await options.redis.epoch();
    if (!isCompared) await compare(options, "epoch", now);
  },
});
