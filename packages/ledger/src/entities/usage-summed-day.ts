import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/**
 * A UTC day that was summed to `UsageBreakdownDay` and `UsageOutcomeDay`, and as of what: the versions of the day's rows by model in `UsageRollup`. Its sums hold
 * while those rows are the same: whoever adds a row of usage or changes a cell of the breakdown writes one of them in the same transaction.
 */
export const UsageSummedDay = defineEntity({
  name: "UsageSummedDay",
  tableName: "usage_summed_day",
  readonly: true,
  properties: {
    periodStart: p.datetime().columnType("timestamptz").primary(),
    asOf: p.text(),
    /** Of `UsageOutcomeDay`; null where it has none that hold. */
    outcomesAsOf: p.text().nullable(),
    sumTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
  },
});
export type UsageSummedDay = InferEntity<typeof UsageSummedDay>;
