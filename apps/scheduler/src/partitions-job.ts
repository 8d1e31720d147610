import type { Ledger } from "@tokenledger/ledger";
import type { Job } from "./scheduler.ts";

/** A new ledger is often filled with what was recorded before it: a quarter, as the demo's, reaches into the fourth month. */
const DAYS_BACK = 92;
const DAY_MS = 86_400_000;

/**
 * Keeps partitions ahead of time, and for a quarter back: up to three months beyond the current one, for both usage tables.
 * Makes only what is missing. Rows that came before their partition are in DEFAULT and stay queryable.
 */
export const partitionsJob = (ledger: Pick<Ledger, "ensurePartitions">, cron: string): Job => ({
  name: "partitions",
  cron,
  run: async (now) => {
    await ledger.ensurePartitions(now, new Date(now.getTime() - DAYS_BACK * DAY_MS));
  },
});
