/** The five totals of the seed document. Whole numbers; bigint because sums outgrow 2^53. */
export interface Totals {
  readonly inputTokens: bigint;
  readonly cacheCreationInputTokens: bigint;
  readonly cacheReadInputTokens: bigint;
  readonly outputTokens: bigint;
  readonly requests: bigint;
}

/** What the same calls cost. Known where the ledger has priced them: what is still on its way has no cost yet. */
export interface Cost {
  /** Sum of all lines that have a price, in pico-USD (a millionth of a millionth of a dollar). */
  readonly costPicoUsd: bigint;
  /** Requests of which a line has no price: the cost is "this much, and n unpriced". */
  readonly unpricedRequests: bigint;
}

export const dimensionTypes = ["access_key", "user"] as const;
export type DimensionType = (typeof dimensionTypes)[number];

export const periodTypes = ["hour", "day", "month"] as const;
export type PeriodType = (typeof periodTypes)[number];

/** What is counted: one access key (its bigint id in decimal) or one user (the caller's own name for it). */
export interface Dimension {
  readonly type: DimensionType;
  readonly id: string;
}

/** One cell of UsageStatistics as it stands after a commit: absolute, with the revision that orders it. */
export interface StatisticsTotals extends Totals, Cost {
  readonly dimension: Dimension;
  readonly periodType: PeriodType;
  /** Start of the UTC period, epoch milliseconds. */
  readonly periodStartMs: number;
  /** Rises with every change of the row (a sequence taken under the row's lock). Newer wins. */
  readonly revision: bigint;
}
