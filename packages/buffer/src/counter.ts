import type { Cost, Dimension, PeriodType, Totals } from "@tokenledger/usage";
import type { Redis } from "ioredis";
import { z } from "zod";
import type { BufferKeys } from "./keys.ts";
import { loadScript, runScript } from "./script.ts";

const script = loadScript("counter");

/** A running counter: what the ledger holds of one period, and what is on its way to it. */
export interface Counter {
  /**
   * The ledger's cell as last mirrored. Null where Redis has none (lost, expired, or never written), or has it from an earlier process of its own
   * (an old file, a backup, another's replica) that may be behind: ask the ledger, never answer zero.
   */
  readonly base: (Totals & Cost) | null;
  /**
   * Accepted and not yet settled, of all periods: a late record of another period is in it too, until it is settled.
   * It has no cost: the ledger prices a record when it counts it.
   * `base + pend` is thus never below what was accepted, and equals the ledger when nothing is on its way.
   */
  readonly pend: Totals;
}

const Cell = z.string().nullable();
const Pend = z.tuple([Cell, Cell, Cell, Cell, Cell]);
type Pend = z.output<typeof Pend>;
const Base = z.tuple([...Pend.def.items, Cell, Cell]);
type Base = z.output<typeof Base>;
const Reply = z.tuple([Base, Pend]);

const countOf = (cell: string | null): bigint => BigInt(cell ?? "0");

const totalsOf = ([input, cacheCreation, cacheRead, output, requests]: Pend | Base): Totals => ({
  inputTokens: countOf(input),
  cacheCreationInputTokens: countOf(cacheCreation),
  cacheReadInputTokens: countOf(cacheRead),
  outputTokens: countOf(output),
  requests: countOf(requests),
});

const baseOf = (cells: Base): Totals & Cost => {
  const [, , , , , cost, unpriced] = cells;
  return { ...totalsOf(cells), costPicoUsd: countOf(cost), unpricedRequests: countOf(unpriced) };
};

/** A counter to be read. */
export interface CounterName {
  readonly dimension: Dimension;
  readonly periodType: PeriodType;
  readonly periodStartMs: number;
}

/**
 * Reads one counter at one instant.
 *
 * @param anyProcess takes also a base that an earlier process of Redis left behind.
 */
export const readCounter = async (
  redis: Redis,
  keys: BufferKeys,
  { dimension, periodType, periodStartMs }: CounterName,
  anyProcess: boolean,
): Promise<Counter> => {
  const [base, pend] = Reply.parse(
    await runScript(
      redis,
      script,
      [keys.base(dimension, periodType, periodStartMs), keys.pend(dimension)],
      [anyProcess ? "1" : "0"],
    ),
  );
  return {
    base: base.every((cell) => cell === null) ? null : baseOf(base),
    pend: totalsOf(pend),
  };
};
