import type { TrendPoint } from "@tokenledger/usage";
import { totalsOf, type PricedTotals } from "./priced-totals.ts";
import type { UsageSum } from "./usage-sums.ts";

const minus = (left: PricedTotals, right: PricedTotals): PricedTotals => ({
  inputTokens: left.inputTokens - right.inputTokens,
  cacheCreationInputTokens: left.cacheCreationInputTokens - right.cacheCreationInputTokens,
  cacheReadInputTokens: left.cacheReadInputTokens - right.cacheReadInputTokens,
  outputTokens: left.outputTokens - right.outputTokens,
  requests: left.requests - right.requests,
  costPicoUsd: left.costPicoUsd - right.costPicoUsd,
  unpricedRequests: left.unpricedRequests - right.unpricedRequests,
});

const isNothing = (totals: PricedTotals): boolean =>
  Object.values(totalsOf(totals)).every((count) => count === 0n);

/** Points in the order of the sums. @param groupOf how a group is called. */
export const trendPoints = (
  sums: readonly UsageSum[],
  groupOf: (sum: UsageSum) => string | null,
): readonly TrendPoint[] =>
  sums.flatMap((sum) =>
    sum.periodStartMs === null
      ? []
      : [{ periodStart: new Date(sum.periodStartMs), group: groupOf(sum), ...totalsOf(sum) }],
  );

/** What the whole holds beyond its parts, by period: usage of no user has no cell of its own. Both must be of one snapshot. */
export const remainderPoints = (
  whole: readonly TrendPoint[],
  parts: readonly TrendPoint[],
): readonly TrendPoint[] => {
  const remainders = new Map(whole.map((point) => [point.periodStart.getTime(), point]));
  for (const part of parts) {
    const startMs = part.periodStart.getTime();
    const remainder = remainders.get(startMs);
    if (remainder !== undefined) {
      remainders.set(startMs, { ...remainder, ...minus(remainder, part) });
    }
  }
  return [...remainders.values()].filter((remainder) => !isNothing(remainder));
};
