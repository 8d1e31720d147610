import type { Cost, Dimension, PeriodType, Totals } from "@tokenledger/usage";
import type { Connection } from "../connection/connection.ts";
import { z } from "zod";
import type { BufferKeys } from "../keys.ts";
import { loadScript, runScript } from "../script.ts";
import type { Shards } from "../shards.ts";

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

const addTotals = (a: Totals, b: Totals): Totals => ({
  inputTokens: a.inputTokens + b.inputTokens,
  cacheCreationInputTokens: a.cacheCreationInputTokens + b.cacheCreationInputTokens,
  cacheReadInputTokens: a.cacheReadInputTokens + b.cacheReadInputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  requests: a.requests + b.requests,
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

const readOne = async (
  redis: Connection,
  base: string,
  pend: string,
  anyProcess: boolean,
): Promise<z.output<typeof Reply>> =>
  Reply.parse(await runScript(redis, script, [base, pend], [anyProcess ? "1" : "0"]));

/**
 * Reads one counter, at one instant where there is one shard. Otherwise what is on its way on the other shards is read before the base: a record that
 * is settled between the two is counted twice for a moment, never not at all.
 *
 * @param anyProcess takes also a base that an earlier process of Redis left behind.
 */
export const readCounter = async (
  redis: Connection,
  shards: Shards,
  { dimension, periodType, periodStartMs }: CounterName,
  anyProcess: boolean,
): Promise<Counter> => {
  const home = shards.home(dimension);
  const baseOn = (keys: BufferKeys): string => keys.base(dimension, periodType, periodStartMs);
  const elsewhere = await Promise.all(
    shards.all
      .filter((keys) => keys !== home)
      .map(async (keys) => readOne(redis, baseOn(keys), keys.pend(dimension), anyProcess)),
  );
  const [base, pend] = await readOne(redis, baseOn(home), home.pend(dimension), anyProcess);
  return {
    base: base.every((cell) => cell === null) ? null : baseOf(base),
    pend: elsewhere.map(([, other]) => totalsOf(other)).reduce(addTotals, totalsOf(pend)),
  };
};
