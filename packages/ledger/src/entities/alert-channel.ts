import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { ChannelKind } from "@tokenledger/usage/alerts";

/** A way to reach people. What is removed keeps its row for the history. */
export const AlertChannel = defineEntity({
  name: "AlertChannel",
  tableName: "alert_channel",
  properties: {
    id: p.bigint("string").primary(),
    name: p.text(),
    kind: p.text().$type<ChannelKind>(),
    target: p.text(),
    last4: p.text().fieldName("last4").nullable(),
    /** Sealed by whoever sends; never shown. */
    sealedDetails: p.text(),
    createTime: p.datetime().columnType("timestamptz"),
    updateTime: p.datetime().columnType("timestamptz"),
    removeTime: p.datetime().columnType("timestamptz").nullable(),
  },
});
export type AlertChannel = InferEntity<typeof AlertChannel>;
