import type { UsageRecordInput } from "@tokenledger/usage";
import { derivedEventId } from "@tokenledger/usage/derived-event-id";
import { isEventId } from "@tokenledger/usage/event-id";
import { mergeAttribution, type Attribution } from "./attribution/attribution.ts";
import { boundedAttribution } from "./attribution/bounded-attribution.ts";
import { boundedText } from "./attribution/bounded-text.ts";
import type { CallUsage } from "./call-usage.ts";
import type { EventIds } from "./event-ids.ts";

const DURATION_MS_MAX = 86_400_000;
const ATTEMPT_MAX = 1_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/iu;

/** A record before it is JSON: undefined is left out there. `usage` is whatever object the caller had; JSON decides what of it travels. */
export type ComposedRecord = {
  readonly [Key in keyof Omit<UsageRecordInput, "usage" | "eventId" | "quality">]:
    | UsageRecordInput[Key]
    | undefined;
} & { readonly eventId: string; readonly usage: object | null };

const wholeNumber = (
  value: number | undefined,
  least: number,
  most: number,
): number | undefined => {
  if (value === undefined || !Number.isFinite(value)) {
    return undefined;
  }
  return Math.min(Math.max(Math.round(value), least), most);
};

const eventIdOf = (call: CallUsage, nowMs: number, ids: EventIds): string => {
  if (call.eventId !== undefined && isEventId(call.eventId)) {
    return call.eventId;
  }
  if (call.occurTimeMs === undefined || !Number.isFinite(call.occurTimeMs)) {
    return ids.mint(nowMs - (wholeNumber(call.durationMs, 0, DURATION_MS_MAX) ?? 0));
  }
  return call.messageId === undefined
    ? ids.mint(call.occurTimeMs)
    : derivedEventId(call.occurTimeMs, call.messageId);
};

/** The server refuses a record whose reservation is none; a record is worth more. */
const isReservationId = (id: string | undefined): boolean => id !== undefined && UUID.test(id);

const callFields = (call: CallUsage): Omit<ComposedRecord, "eventId" | "usage"> => ({
  requestModel: boundedText(call.requestModel, 128),
  model: boundedText(call.model, 128),
  requestId: boundedText(call.requestId, 128),
  messageId: boundedText(call.messageId, 128),
  workspaceId: boundedText(call.workspaceId, 128),
  platform: call.platform,
  status: wholeNumber(call.status, 100, 599),
  outcome: call.outcome,
  errorType: boundedText(call.errorType, 64),
  stopReason: boundedText(call.stopReason, 64),
  attempt: wholeNumber(call.attempt, 0, ATTEMPT_MAX),
  durationMs: wholeNumber(call.durationMs, 0, DURATION_MS_MAX),
  reservationId: isReservationId(call.reservationId) ? call.reservationId : undefined,
});

/** Whether the record's time is read from this machine's clock, and wrong where the clock is. */
export const isTimedHere = (call: CallUsage): boolean =>
  call.eventId === undefined && call.occurTimeMs === undefined;

/**
 * Makes the record of one attempt: its id, the attribution in force and the call, within the server's limits.
 * What the call says itself wins over `attribution`.
 */
export const composeRecord = (
  call: CallUsage,
  attribution: Attribution,
  nowMs: number,
  ids: EventIds,
): ComposedRecord => ({
  eventId: eventIdOf(call, nowMs, ids),
  ...boundedAttribution(mergeAttribution(attribution, call)),
  ...callFields(call),
  usage: call.usage,
});
