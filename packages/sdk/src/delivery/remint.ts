import { eventTimeMs, mintEventId } from "@tokenledger/usage/event-id";
import { readJson, readObject } from "../read-json.ts";
import { CLOCK_TOLERANCE_MS } from "../server-clock.ts";
import type { WaitingRecord } from "./waiting-record.ts";

const TIME_REFUSALS: ReadonlySet<string> = new Set(["in_future", "too_old"]);
/** Where the random part of a UUIDv7 begins once its hyphens are gone: after 12 digits of time and the version digit. */
const RANDOM_DIGITS_START = 12;

const randomPart = (eventId: string): Uint8Array =>
  Buffer.from(eventId.replaceAll("-", "").slice(RANDOM_DIGITS_START), "hex");

/**
 * The record again, with the time it would have had if the clock had been right: for a record that the server refused for its time and that was
 * made before the server's clock was known. Null where the time is not the clock's fault: the refusal stands.
 *
 * Safe because a refusal is definitive: the server has counted nothing under the old id. The new id is a function of the old one and of the correction.
 */
export const remint = (
  record: WaitingRecord,
  code: string,
  clockOffsetMs: number,
): WaitingRecord | null => {
  const correctionMs = clockOffsetMs - (record.clockOffsetMs ?? clockOffsetMs);
  const fields = readObject(readJson(record.json));
  if (!TIME_REFUSALS.has(code) || Math.abs(correctionMs) <= CLOCK_TOLERANCE_MS || fields === null) {
    return null;
  }
  const timeMs = eventTimeMs(record.eventId) + correctionMs;
  const eventId = mintEventId(timeMs, randomPart(record.eventId));
  const json = JSON.stringify({ ...fields, eventId });
  return {
    eventId,
    json,
    byteCount: Buffer.byteLength(json),
    clockOffsetMs,
    replaces: record.eventId,
  };
};
