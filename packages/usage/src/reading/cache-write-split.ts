import type { AnthropicCacheCreation } from "./anthropic-usage.ts";

/** Cache writes by lifetime. The three always sum to the total they were split from. */
export interface CacheWriteSplit {
  readonly cacheWrite5mTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly cacheWriteUnsplitTokens: number;
}

/**
 * Splits a total of cache writes by the nested object beside it.
 *
 * The total rules. The nested object can be older: `message_delta` corrects the total and never carries the split (0 of 295 recorded
 * streams), so what the split does not cover is `unsplit`. A split larger than its total belongs to a total since corrected
 * downward (a compaction: nested 55,096, total 0) and says nothing of it: all of the total is `unsplit`.
 */
export const splitCacheWrites = (
  total: number,
  nested: AnthropicCacheCreation | null | undefined,
): CacheWriteSplit => {
  const fiveMinutes = nested?.ephemeral_5m_input_tokens ?? 0;
  const oneHour = nested?.ephemeral_1h_input_tokens ?? 0;
  const unsplit = total - fiveMinutes - oneHour;
  return unsplit < 0
    ? { cacheWrite5mTokens: 0, cacheWrite1hTokens: 0, cacheWriteUnsplitTokens: total }
    : {
        cacheWrite5mTokens: fiveMinutes,
        cacheWrite1hTokens: oneHour,
        cacheWriteUnsplitTokens: unsplit,
      };
};
