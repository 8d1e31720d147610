import { setTimeout as pause } from "node:timers/promises";
import type { TokenledgerClient } from "@tokenledger/sdk/admin";

const ASK_EVERY_MS = 250;
const WAIT_MS_MAX = 300_000;

/** All that one question may span. */
const RANGE_MS = 390 * 86_400_000;

/**
 * Waits until the ledger counts at least this many requests; five minutes at most.
 *
 * @returns whether it does
 */
export const untilCounted = async (
  client: TokenledgerClient,
  requests: number,
  signal: AbortSignal,
): Promise<boolean> => {
  const endMs = Date.now() + WAIT_MS_MAX;
  const count = async (): Promise<bigint> => {
    const range = { startDate: new Date(Date.now() - RANGE_MS), endDate: new Date() };
    return (await client.admin.systemOverview.query(range)).requests;
  };
  while ((await count()) < BigInt(requests)) {
    if (signal.aborted || Date.now() >= endMs) {
      return false;
    }
    await pause(ASK_EVERY_MS);
  }
  return true;
};
