import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import { outcomes, qualities } from "@tokenledger/usage";
import { totalColumns } from "./total-columns.ts";
import { usageLabels } from "./usage-rollup.ts";

/**
 * Sums of everybody over one UTC day, by model, and once more by feature, told apart by outcome, quality and status of the request; empty text means "none".
 * To be read only of days that `UsageSummedDay` vouches for.
 */
export const UsageOutcomeDay = defineEntity({
  name: "UsageOutcomeDay",
  tableName: "usage_outcome_day",
  readonly: true,
  properties: {
    labelType: p.enum(usageLabels).nativeEnumName("usage_label").primary(),
    periodStart: p.datetime().columnType("timestamptz").primary(),
    label: p.text().primary(),
    outcome: p.enum(outcomes).nativeEnumName("usage_outcome").primary(),
    quality: p.enum(qualities).nativeEnumName("usage_quality").primary(),
    /** HTTP status; 0 is none. */
    status: p.smallint().primary(),
    ...totalColumns(),
    lastUpdateTime: p.datetime().columnType("timestamptz"),
  },
});
export type UsageOutcomeDay = InferEntity<typeof UsageOutcomeDay>;
