import type { RedisBuffer } from "@tokenledger/buffer";
import type { Ledger } from "@tokenledger/ledger";
import { quotaReading, type OutsideReadings } from "@tokenledger/usage/alerts";

/**
 * What alerts are judged by beyond sums: quotas, dead letters, and how far the ledger is behind. Without Redis nobody can tell how far that
 * is; with a Redis that is away, only rules on data health fail, and say so.
 */
export const outsideReadings = (
  ledger: Pick<Ledger, "quotas" | "deadLetters">,
  redis: Pick<RedisBuffer, "completeUntil"> | null,
): OutsideReadings => ({
  quotaStates: async (nowMs) => (await ledger.quotas.states(nowMs)).map(quotaReading),
  health: async (nowMs) => {
    const completeUntil = await redis?.completeUntil();
    return {
      openDeadLetters: await ledger.deadLetters.countOpen(),
      lagMs: completeUntil === undefined ? null : Math.max(0, nowMs - completeUntil.getTime()),
    };
  },
});
