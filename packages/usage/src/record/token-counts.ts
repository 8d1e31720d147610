import type { AnthropicCounts } from "../reading/anthropic-usage.ts";
import { splitCacheWrites, type CacheWriteSplit } from "../reading/cache-write-split.ts";

/** The four counts of the seed document, with cache writes by lifetime beside their total. */
export interface TokenCounts extends CacheWriteSplit {
  readonly inputTokens: number;
  readonly cacheCreationInputTokens: number;
  readonly cacheReadTokens: number;
  readonly outputTokens: number;
}

/** `+ 0` turns JSON's -0 into 0, which Object.is and a database tell apart. */
const whole = (count: number | null | undefined): number => (count ?? 0) + 0;

/** Reads Anthropic's counts; missing or null is 0. */
export const readTokenCounts = (counts: AnthropicCounts): TokenCounts => {
  const cacheCreationInputTokens = whole(counts.cache_creation_input_tokens);
  return {
    inputTokens: whole(counts.input_tokens),
    cacheCreationInputTokens,
    ...splitCacheWrites(cacheCreationInputTokens, counts.cache_creation),
    cacheReadTokens: whole(counts.cache_read_input_tokens),
    outputTokens: whole(counts.output_tokens),
  };
};

const none = readTokenCounts({});

/** Sums counts field by field; of nothing, zeros. */
export const sumTokenCounts = (all: readonly TokenCounts[]): TokenCounts => {
  let sum = none;
  for (const counts of all) {
    sum = {
      inputTokens: sum.inputTokens + counts.inputTokens,
      cacheCreationInputTokens: sum.cacheCreationInputTokens + counts.cacheCreationInputTokens,
      cacheWrite5mTokens: sum.cacheWrite5mTokens + counts.cacheWrite5mTokens,
      cacheWrite1hTokens: sum.cacheWrite1hTokens + counts.cacheWrite1hTokens,
      cacheWriteUnsplitTokens: sum.cacheWriteUnsplitTokens + counts.cacheWriteUnsplitTokens,
      cacheReadTokens: sum.cacheReadTokens + counts.cacheReadTokens,
      outputTokens: sum.outputTokens + counts.outputTokens,
    };
  }
  return sum;
};

/** Whether two agree on the four counts; lifetimes of cache writes are not compared. */
export const haveSameTotals = (one: TokenCounts, other: TokenCounts): boolean =>
  one.inputTokens === other.inputTokens &&
  one.cacheCreationInputTokens === other.cacheCreationInputTokens &&
  one.cacheReadTokens === other.cacheReadTokens &&
  one.outputTokens === other.outputTokens;

/** Whether nothing was counted. */
export const isNothing = (counts: TokenCounts): boolean => haveSameTotals(counts, none);
