import type { Sums } from "../metric/metric.ts";

/** Nothing used, nothing paid: the ground a test adds its own figures to. */
export const noSums: Sums = {
  inputTokens: 0n,
  cacheCreationInputTokens: 0n,
  cacheReadInputTokens: 0n,
  outputTokens: 0n,
  requests: 0n,
  costPicoUsd: 0n,
  unpricedRequests: 0n,
};
