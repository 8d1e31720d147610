import { p } from "@mikro-orm/core";

/** What sums by model or feature have in common. `UsageStatistics` has one column for cache writes of either lifetime. */
export const totalColumns = () => ({
  totalInputTokens: p.bigint(),
  totalCacheWrite5mTokens: p.bigint().fieldName("total_cache_write_5m_tokens"),
  totalCacheWrite1hTokens: p.bigint().fieldName("total_cache_write_1h_tokens"),
  totalCacheWriteUnsplitTokens: p.bigint(),
  totalCacheReadInputTokens: p.bigint(),
  totalOutputTokens: p.bigint(),
  totalRequests: p.bigint(),
  /** Sum of the lines that have a price, in pico-USD. */
  totalCostPicoUsd: p.decimal("string").columnType("numeric(38,0)"),
  /** Requests of which any line is unpriced, at line 0. */
  totalUnpricedRequests: p.bigint(),
});
