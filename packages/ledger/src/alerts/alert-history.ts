import type { FilterQuery, Loaded } from "@mikro-orm/core";
import type { MikroORM } from "@mikro-orm/postgresql";
import { InvalidInputError } from "@tokenledger/usage";
import { type AlertDelivery, type AlertEvent, type AlertHistory } from "@tokenledger/usage/alerts";
import { z } from "zod";
import { asDirectoryCall } from "../directories/directory-call.ts";
import { AlertDeliveryRow } from "../entities/alert-delivery-row.ts";
import { AlertEventRow } from "../entities/alert-event-row.ts";
import { isRowId } from "../row-id.ts";

const eventView = (event: AlertEventRow): AlertEvent => ({
  id: event.id,
  ruleId: event.ruleId,
  ruleName: event.ruleName,
  ruleKind: event.ruleKind,
  dimension: event.dimension,
  dimensionName: event.dimensionName,
  periodStart: event.periodStart,
  periodEnd: event.periodEnd ?? null,
  threshold: BigInt(event.threshold),
  value: BigInt(event.value),
  unit: event.unit,
  title: event.title,
  summary: event.summary,
  advice: event.advice,
  fireTime: event.fireTime,
  resolveTime: event.resolveTime ?? null,
  isMuted: event.isMuted,
});

/** A delivery as people see it. */
export const deliveryView = (row: Loaded<AlertDeliveryRow, "channel">): AlertDelivery => ({
  id: row.id,
  eventId: row.event?.id ?? null,
  channelId: row.channel.id,
  channelName: row.channel.name,
  kind: row.kind,
  title: row.notice.title,
  state: row.state,
  attemptCount: row.attemptCount,
  attempts: row.attempts,
  createTime: row.createTime,
  dueTime: row.dueTime ?? null,
  finishTime: row.finishTime ?? null,
});

const isUuid = (text: string): boolean => z.uuid().safeParse(text).success;

const known = (field: string, id: string | undefined, isId: (id: string) => boolean): void => {
  if (id !== undefined && !isId(id)) {
    throw new InvalidInputError("NOT_FOUND", `${field}: names nothing there is`);
  }
};

/** What fired and who was told, over PostgreSQL. */
export const createAlertHistory = (orm: MikroORM): AlertHistory => ({
  events: async ({ ruleId, beforeId, openOnly, countMax }) =>
    asDirectoryCall(async () => {
      known("ruleId", ruleId, isRowId);
      known("beforeId", beforeId, isRowId);
      const where: FilterQuery<AlertEventRow> = {
        ...(ruleId === undefined ? {} : { ruleId }),
        ...(beforeId === undefined ? {} : { id: { $lt: beforeId } }),
        ...(openOnly ? { resolveTime: null } : {}),
      };
      const events = await orm.em
        .fork()
        .find(AlertEventRow, where, { orderBy: { id: "desc" }, limit: countMax });
      return events.map(eventView);
    }),

  deliveries: async ({ ruleId, eventId, channelId, state, beforeId, countMax }) =>
    asDirectoryCall(async () => {
      known("ruleId", ruleId, isRowId);
      known("eventId", eventId, isRowId);
      known("channelId", channelId, isRowId);
      known("beforeId", beforeId, isUuid);
      const where: FilterQuery<AlertDeliveryRow> = {
        ...(ruleId === undefined ? {} : { event: { ruleId } }),
        ...(eventId === undefined ? {} : { event: { id: eventId } }),
        ...(channelId === undefined ? {} : { channel: { id: channelId } }),
        ...(state === undefined ? {} : { state }),
        ...(beforeId === undefined ? {} : { id: { $lt: beforeId } }),
      };
      const rows = await orm.em.fork().find(AlertDeliveryRow, where, {
        populate: ["channel"],
        orderBy: { id: "desc" },
        limit: countMax,
      });
      return rows.map(deliveryView);
    }),
});
