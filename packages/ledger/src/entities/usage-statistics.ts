import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import { dimensionTypes, periodTypes } from "@tokenledger/usage";

/** Sums of one dimension over one whole UTC period. At every commit equal to the aggregate of the usage rows. */
export const UsageStatistics = defineEntity({
  name: "UsageStatistics",
  tableName: "usage_statistics",
  readonly: true,
  properties: {
    dimensionType: p.enum(dimensionTypes).nativeEnumName("usage_dimension").primary(),
    /** `access_key.id` or `ledger_user.id`. */
    dimensionId: p.bigint("string").primary(),
    periodType: p.enum(periodTypes).nativeEnumName("usage_period").primary(),
    periodStart: p.datetime().columnType("timestamptz").primary(),
    /** The next period's start. */
    periodEnd: p.datetime().columnType("timestamptz"),
    totalInputTokens: p.bigint(),
    totalCacheCreationInputTokens: p.bigint(),
    totalCacheReadInputTokens: p.bigint(),
    totalOutputTokens: p.bigint(),
    totalRequests: p.bigint(),
    /** Those of `totalRequests` whose outcome is not `complete`. */
    totalFailedRequests: p.bigint(),
    /** Sum of the lines that have a price, in pico-USD. */
    totalCostPicoUsd: p.decimal("string").columnType("numeric(38,0)").defaultRaw("0"),
    /** Requests of which any line is unpriced, at line 0. */
    totalUnpricedRequests: p.bigint().defaultRaw("0"),
    lastUpdateTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
    /** Rises with every change of the row. */
    revision: p.bigint(),
  },
});
export type UsageStatistics = InferEntity<typeof UsageStatistics>;
