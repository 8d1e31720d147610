import { eventTimeMs, isEventId } from "@tokenledger/usage/event-id";
import type { Span } from "../period/range.ts";
import { UTC } from "../zone/zone.ts";

/** A record's identity, as an address carries it. */
export interface RecordAddress {
  readonly accessKeyId: string;
  readonly eventId: string;
}

const ACCESS_KEY_ID = /^\d{1,19}$/;

/** Writes a record's identity: `17:0198c…`. */
export const recordAddress = ({ accessKeyId, eventId }: RecordAddress): string =>
  `${accessKeyId}:${eventId}`;

/** Reads a record's identity; null for anything else. */
export const parseRecordAddress = (text: string): RecordAddress | null => {
  const [accessKeyId = "", eventId = "", ...rest] = text.split(":");
  return ACCESS_KEY_ID.test(accessKeyId) && isEventId(eventId) && rest.length === 0
    ? { accessKeyId, eventId }
    : null;
};

/** The one millisecond a record happened in (the time is inside its id): a link to a record needs no range. */
export const recordSpan = ({ eventId }: RecordAddress): Span => {
  const startMs = eventTimeMs(eventId);
  return { startMs, endMs: startMs + 1, zone: UTC };
};
