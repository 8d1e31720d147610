import type { Cost, Totals } from "@tokenledger/usage";

/** What every answer says of a sum: the five totals and what they cost. */
export interface PricedTotals extends Totals, Cost {}

/** The sum of nothing. */
export const noTotals: PricedTotals = {
  inputTokens: 0n,
  cacheCreationInputTokens: 0n,
  cacheReadInputTokens: 0n,
  outputTokens: 0n,
  requests: 0n,
  costPicoUsd: 0n,
  unpricedRequests: 0n,
};

/** The totals of a sum, without whatever else it carries. */
export const totalsOf = (sum: PricedTotals): PricedTotals => ({
  inputTokens: sum.inputTokens,
  cacheCreationInputTokens: sum.cacheCreationInputTokens,
  cacheReadInputTokens: sum.cacheReadInputTokens,
  outputTokens: sum.outputTokens,
  requests: sum.requests,
  costPicoUsd: sum.costPicoUsd,
  unpricedRequests: sum.unpricedRequests,
});
