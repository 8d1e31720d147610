import type { Ledger } from "@tokenledger/ledger";
import { monthsToDrop } from "@tokenledger/usage";
import type { Job } from "./job.ts";

/** Drops the single calls of months older than those to keep. Sums stay (decision 0022). Missed runs are made up by the next one. */
export const retentionJob = (
  { retention }: Pick<Ledger, "retention">,
  keptMonths: number,
  cron: string,
): Job => ({
  name: "retention",
  cron,
  run: async (now) => {
    const months = monthsToDrop(await retention.rawMonths(), keptMonths, now);
    for (const { monthStart } of months) await retention.dropMonth(monthStart, now);
  },
});
