import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import { periodTypes } from "@tokenledger/usage";
import { totalColumns } from "./total-columns.ts";

/** What everybody's sums are told apart by. */
export const usageLabels = ["model", "feature", "user"] as const;
export type UsageLabel = (typeof usageLabels)[number];

/**
 * Sums of everybody over one UTC hour or day. By model and by feature: of every record, what all cells of the access keys in `UsageBreakdown`
 * come to; empty text means "none". By user: of records that name one, what all cells of users come to, under one label that is empty.
 */
export const UsageRollup = defineEntity({
  name: "UsageRollup",
  tableName: "usage_rollup",
  readonly: true,
  properties: {
    labelType: p.enum(usageLabels).nativeEnumName("usage_label").primary(),
    periodType: p.enum(periodTypes).nativeEnumName("usage_period").primary(),
    periodStart: p.datetime().columnType("timestamptz").primary(),
    label: p.text().primary(),
    ...totalColumns(),
    totalFailedRequests: p.bigint(),
    lastUpdateTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
  },
});
export type UsageRollup = InferEntity<typeof UsageRollup>;
