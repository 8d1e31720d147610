import type { Figures, RankMetric } from "@tokenledger/usage";

/** The sum of nothing. */
export const noFigures: Figures = {
  inputTokens: 0n,
  cacheCreationInputTokens: 0n,
  cacheReadInputTokens: 0n,
  outputTokens: 0n,
  requests: 0n,
  costPicoUsd: 0n,
  unpricedRequests: 0n,
  failedRequests: 0n,
  cacheWrite5mTokens: null,
  cacheWrite1hTokens: null,
};

/** The figures of a sum, without whatever else it carries. */
export const figuresOf = (sum: Figures): Figures => ({
  inputTokens: sum.inputTokens,
  cacheCreationInputTokens: sum.cacheCreationInputTokens,
  cacheReadInputTokens: sum.cacheReadInputTokens,
  outputTokens: sum.outputTokens,
  requests: sum.requests,
  costPicoUsd: sum.costPicoUsd,
  unpricedRequests: sum.unpricedRequests,
  failedRequests: sum.failedRequests,
  cacheWrite5mTokens: sum.cacheWrite5mTokens,
  cacheWrite1hTokens: sum.cacheWrite1hTokens,
});

/** All tokens together. */
export const tokensOf = (sum: Figures): bigint =>
  sum.inputTokens + sum.cacheCreationInputTokens + sum.cacheReadInputTokens + sum.outputTokens;

/** By what groups are ranked. Default: tokens. */
export const weightOf = (rankBy: RankMetric | undefined, sum: Figures): bigint => {
  if (rankBy === "cost") return sum.costPicoUsd;
  return rankBy === "requests" ? sum.requests : tokensOf(sum);
};

const combine = (
  left: Figures,
  right: Figures,
  by: (one: bigint, other: bigint) => bigint,
): Figures => {
  const parts = (one: bigint | null, other: bigint | null): bigint | null =>
    one === null && other === null ? null : by(one ?? 0n, other ?? 0n);
  return {
    inputTokens: by(left.inputTokens, right.inputTokens),
    cacheCreationInputTokens: by(left.cacheCreationInputTokens, right.cacheCreationInputTokens),
    cacheReadInputTokens: by(left.cacheReadInputTokens, right.cacheReadInputTokens),
    outputTokens: by(left.outputTokens, right.outputTokens),
    requests: by(left.requests, right.requests),
    costPicoUsd: by(left.costPicoUsd, right.costPicoUsd),
    unpricedRequests: by(left.unpricedRequests, right.unpricedRequests),
    failedRequests: by(left.failedRequests, right.failedRequests),
    cacheWrite5mTokens: parts(left.cacheWrite5mTokens, right.cacheWrite5mTokens),
    cacheWrite1hTokens: parts(left.cacheWrite1hTokens, right.cacheWrite1hTokens),
  };
};

export const plus = (left: Figures, right: Figures): Figures =>
  combine(left, right, (one, other) => one + other);

export const minus = (left: Figures, right: Figures): Figures =>
  combine(left, right, (one, other) => one - other);

/** Whether nothing was counted. */
export const isNothing = (sum: Figures): boolean =>
  Object.values(figuresOf(sum)).every((count) => count === null || count === 0n);
