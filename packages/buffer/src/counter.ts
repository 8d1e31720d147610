import type { Dimension, PeriodType, Totals } from "@tokenledger/usage";
import type { Redis } from "ioredis";
import { z } from "zod";
import type { BufferKeys } from "./keys.ts";
import { loadScript, runScript } from "./script.ts";

const script = loadScript("counter");

/** A running counter: what the ledger holds of one period, and what is on its way to it. */
export interface Counter {
  /** The ledger's cell as last mirrored. Null where Redis has none (lost, expired, or never written): ask the ledger, never answer zero. */
  readonly base: Totals | null;
  /**
   * Accepted and not yet settled, of all periods: a late record of another period is in it too, until it is settled.
   * `base + pend` is thus never below what was accepted, and equals the ledger when nothing is on its way.
   */
  readonly pend: Totals;
}

const Cells = z.array(z.string().nullable()).length(5);
const Reply = z.tuple([Cells, Cells]);

const totalsOf = (cells: readonly (string | null)[]): Totals => {
  const [input, cacheCreation, cacheRead, output, requests] = cells.map((cell) =>
    BigInt(cell ?? "0"),
  );
  return {
    inputTokens: input ?? 0n,
    cacheCreationInputTokens: cacheCreation ?? 0n,
    cacheReadInputTokens: cacheRead ?? 0n,
    outputTokens: output ?? 0n,
    requests: requests ?? 0n,
  };
};

/** Reads one counter at one instant. */
export const readCounter = async (
  redis: Redis,
  keys: BufferKeys,
  dimension: Dimension,
  periodType: PeriodType,
  periodStartMs: number,
): Promise<Counter> => {
  const [base, pend] = Reply.parse(
    await runScript(
      redis,
      script,
      [keys.base(dimension, periodType, periodStartMs), keys.pend(dimension)],
      [],
    ),
  );
  return {
    base: base.every((cell) => cell === null) ? null : totalsOf(base),
    pend: totalsOf(pend),
  };
};
