import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import { dimensionTypes } from "@tokenledger/usage";
import { totalColumns } from "./total-columns.ts";

/**
 * Sums of one dimension over one UTC hour, by model and feature; empty text means "none".
 * A record is one request of its line 0's model; further lines add tokens to their own models, and no request.
 */
export const UsageBreakdown = defineEntity({
  name: "UsageBreakdown",
  tableName: "usage_breakdown",
  readonly: true,
  properties: {
    dimensionType: p.enum(dimensionTypes).nativeEnumName("usage_dimension").primary(),
    dimensionId: p.bigint("string").primary(),
    periodStart: p.datetime().columnType("timestamptz").primary(),
    model: p.text().primary(),
    feature: p.text().primary(),
    ...totalColumns(),
    totalFailedRequests: p.bigint(),
    totalCostPicoUsd: p.decimal("string").columnType("numeric(38,0)").defaultRaw("0"),
    totalUnpricedRequests: p.bigint().defaultRaw("0"),
    lastUpdateTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
  },
});
export type UsageBreakdown = InferEntity<typeof UsageBreakdown>;
