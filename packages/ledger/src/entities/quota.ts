import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { FailMode, QuotaScope, QuotaUnit, QuotaWindow } from "@tokenledger/usage/quotas";

/** A limit on usage. */
export const Quota = defineEntity({
  name: "Quota",
  tableName: "quota",
  properties: {
    id: p.bigint("string").primary(),
    name: p.text().unique("quota_name_unique"),
    scope: p.text().$type<QuotaScope>(),
    /** Null with `all`; elsewhere null is each of them by itself. */
    scopeValue: p.text().nullable(),
    unit: p.text().$type<QuotaUnit>(),
    window: p.text().fieldName("window_type").$type<QuotaWindow>(),
    isRolling: p.boolean(),
    timeZone: p.text(),
    /** Pico-USD where the unit is USD. */
    limitAmount: p.bigint(),
    /** Percent, ascending. */
    thresholds: p.array().columnType("integer[]").$type<number[]>(),
    isHard: p.boolean(),
    failMode: p.text().$type<FailMode>(),
    isEnabled: p.boolean(),
    /** Rises with scope, unit and window. */
    revision: p.integer().default(1),
    createdBy: p.text(),
    updatedBy: p.text(),
    createTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
    updateTime: p.datetime().columnType("timestamptz").defaultRaw("now()"),
  },
});
export type Quota = InferEntity<typeof Quota>;
