import type { Ledger } from "@tokenledger/ledger";
import type { Job } from "./scheduler.ts";

/**
 * Keeps partitions ahead of time: three months beyond the current one, for both usage tables.
 * Makes only what is missing. Rows that came before their partition are in DEFAULT and stay queryable.
 */
export const partitionsJob = (ledger: Pick<Ledger, "ensurePartitions">, cron: string): Job => ({
  name: "partitions",
  cron,
  run: async (now) => {
    await ledger.ensurePartitions(now);
  },
});
