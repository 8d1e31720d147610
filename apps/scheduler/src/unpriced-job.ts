import type { Ledger } from "@tokenledger/ledger";
import type { Job } from "./scheduler.ts";

/**
 * Prices what was recorded before its price was known. The pass over unpriced lines is made once an edition of the price book; a run
 * without a new edition costs one look-up, so that it can be asked for every minute.
 */
export const unpricedJob = (ledger: Pick<Ledger, "prices">, cron: string): Job => ({
  name: "unpriced",
  cron,
  // A new edition over ten million records took a minute; exports and the timetable do not wait for it.
  isLong: true,
  run: async () => {
    await ledger.prices.priceUnpriced();
  },
});
