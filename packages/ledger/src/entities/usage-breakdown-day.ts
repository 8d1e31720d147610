import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import { dimensionTypes } from "@tokenledger/usage";
import { usageLabels } from "./usage-rollup.ts";

/**
 * Sums of one dimension over one UTC day, by model, and once more by feature: what its cells of the day in `UsageBreakdown` come to; empty text means "none".
 * To be read only of days that `UsageSummedDay` vouches for.
 */
export const UsageBreakdownDay = defineEntity({
  name: "UsageBreakdownDay",
  tableName: "usage_breakdown_day",
  readonly: true,
  properties: {
    dimensionType: p.enum(dimensionTypes).nativeEnumName("usage_dimension").primary(),
    dimensionId: p.bigint("string").primary(),
    labelType: p.enum(usageLabels).nativeEnumName("usage_label").primary(),
    periodStart: p.datetime().columnType("timestamptz").primary(),
    label: p.text().primary(),
    totalInputTokens: p.bigint(),
    totalCacheWrite5mTokens: p.bigint().fieldName("total_cache_write_5m_tokens"),
    totalCacheWrite1hTokens: p.bigint().fieldName("total_cache_write_1h_tokens"),
    totalCacheWriteUnsplitTokens: p.bigint(),
    totalCacheReadInputTokens: p.bigint(),
    totalOutputTokens: p.bigint(),
    totalRequests: p.bigint(),
    totalFailedRequests: p.bigint(),
    /** Sum of the lines that have a price, in pico-USD. */
    totalCostPicoUsd: p.decimal("string").columnType("numeric(38,0)"),
    /** Requests of which any line is unpriced, at line 0. */
    totalUnpricedRequests: p.bigint(),
    lastUpdateTime: p.datetime().columnType("timestamptz"),
  },
});
export type UsageBreakdownDay = InferEntity<typeof UsageBreakdownDay>;
