import type { Cost, Totals } from "@tokenledger/usage";

/** The sums every figure is made of. */
export type Sums = Totals & Cost;

/** Nothing used, nothing paid. */
export const noUsage: Sums = {
  inputTokens: 0n,
  cacheCreationInputTokens: 0n,
  cacheReadInputTokens: 0n,
  outputTokens: 0n,
  requests: 0n,
  costPicoUsd: 0n,
  unpricedRequests: 0n,
};

/** Both together. */
export const addSums = (one: Sums, other: Sums): Sums => ({
  inputTokens: one.inputTokens + other.inputTokens,
  cacheCreationInputTokens: one.cacheCreationInputTokens + other.cacheCreationInputTokens,
  cacheReadInputTokens: one.cacheReadInputTokens + other.cacheReadInputTokens,
  outputTokens: one.outputTokens + other.outputTokens,
  requests: one.requests + other.requests,
  costPicoUsd: one.costPicoUsd + other.costPicoUsd,
  unpricedRequests: one.unpricedRequests + other.unpricedRequests,
});
