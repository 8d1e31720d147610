import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** A month whose single calls were dropped. Written by `drop_usage_month` alone. */
export const UsageDroppedMonth = defineEntity({
  name: "UsageDroppedMonth",
  tableName: "usage_dropped_month",
  readonly: true,
  properties: {
    monthStart: p.datetime().columnType("timestamptz").primary(),
    monthEnd: p.datetime().columnType("timestamptz"),
    recordCount: p.bigint(),
    byteCount: p.bigint(),
    dropTime: p.datetime().columnType("timestamptz"),
  },
});
export type UsageDroppedMonth = InferEntity<typeof UsageDroppedMonth>;
