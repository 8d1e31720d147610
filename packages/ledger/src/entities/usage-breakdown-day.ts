import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import { dimensionTypes } from "@tokenledger/usage";
import { totalColumns } from "./total-columns.ts";
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
    ...totalColumns(),
    totalFailedRequests: p.bigint(),
    lastUpdateTime: p.datetime().columnType("timestamptz"),
  },
});
export type UsageBreakdownDay = InferEntity<typeof UsageBreakdownDay>;
