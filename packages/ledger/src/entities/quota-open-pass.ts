import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { OpenPassReason } from "@tokenledger/usage/quotas";

/** Calls that passed though a quota could not be held against them, by UTC hour. Written by `add-open-passes.sql` alone. */
export const QuotaOpenPass = defineEntity({
  name: "QuotaOpenPass",
  tableName: "quota_open_pass",
  readonly: true,
  properties: {
    /** 0: not even the quotas were known. */
    quotaId: p.bigint("string").primary(),
    reason: p.text().$type<OpenPassReason>().primary(),
    passHour: p.datetime().columnType("timestamptz").primary(),
    passCount: p.bigint(),
    lastTime: p.datetime().columnType("timestamptz"),
  },
});
export type QuotaOpenPass = InferEntity<typeof QuotaOpenPass>;
