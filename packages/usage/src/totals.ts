/** The five totals of the seed document. Whole numbers; bigint because sums outgrow 2^53. */
export interface Totals {
  readonly inputTokens: bigint;
  readonly cacheCreationInputTokens: bigint;
  readonly cacheReadInputTokens: bigint;
  readonly outputTokens: bigint;
  readonly requests: bigint;
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
export interface StatisticsTotals extends Totals {
  readonly dimension: Dimension;
  readonly periodType: PeriodType;
  /** Start of the UTC period, epoch milliseconds. */
  readonly periodStartMs: number;
  /** Rises with every change of the row (a sequence taken under the row's lock). Newer wins. */
  readonly revision: bigint;
}
