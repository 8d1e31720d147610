import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type {
  AlertNotice,
  DeliveryAttempt,
  DeliveryState,
  NoticeKind,
} from "@tokenledger/usage/alerts";
import { AlertChannel } from "./alert-channel.ts";
import { AlertEventRow } from "./alert-event-row.ts";

/** A notice for one channel: the outbox, and its log. */
export const AlertDeliveryRow = defineEntity({
  name: "AlertDeliveryRow",
  tableName: "alert_delivery",
  properties: {
    id: p.uuid().primary(),
    event: () => p.manyToOne(AlertEventRow).nullable(),
    channel: () => p.manyToOne(AlertChannel),
    kind: p.text().$type<NoticeKind>(),
    notice: p.json<AlertNotice>().columnType("jsonb"),
    state: p.text().$type<DeliveryState>(),
    attemptCount: p.integer().defaultRaw("0"),
    attempts: p.json<readonly DeliveryAttempt[]>().columnType("jsonb").defaultRaw("'[]'"),
    dueTime: p.datetime().columnType("timestamptz").nullable(),
    createTime: p.datetime().columnType("timestamptz"),
    finishTime: p.datetime().columnType("timestamptz").nullable(),
  },
});
export type AlertDeliveryRow = InferEntity<typeof AlertDeliveryRow>;
