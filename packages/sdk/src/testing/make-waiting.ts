import type { WaitingRecord } from "../delivery/waiting-record.ts";
import { EventIds } from "../event-ids.ts";

const ids = new EventIds();

/** A record that waits: 5 tokens of somebody. */
export const makeWaiting = (differences: Partial<WaitingRecord> = {}): WaitingRecord => {
  const eventId = differences.eventId ?? ids.mint(Date.now());
  const json = differences.json ?? JSON.stringify({ eventId, usage: { input_tokens: 5 } });
  return {
    eventId,
    json,
    byteCount: Buffer.byteLength(json),
    clockOffsetMs: 0,
    replaces: null,
    ...differences,
  };
};
