import { mintEventId } from "@tokenledger/usage/event-id";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseRecordAddress, recordAddress, recordSpan } from "./record-address.ts";

test("an address leads back to its record and to the millisecond it happened in", () => {
  const parts = fc.tuple(
    fc.bigInt({ min: 1n, max: 9_223_372_036_854_775_807n }),
    fc.integer({ min: 0, max: 2 ** 47 }),
    fc.uint8Array({ minLength: 10, maxLength: 10 }),
  );
  fc.assert(
    fc.property(parts, ([id, timeMs, random]) => {
      const record = { accessKeyId: id.toString(), eventId: mintEventId(timeMs, random) };
      expect(parseRecordAddress(recordAddress(record))).toEqual(record);
      expect(recordSpan(record)).toMatchObject({ startMs: timeMs, endMs: timeMs + 1 });
    }),
  );
});

test("anything else is no address", () => {
  for (const text of [
    "",
    "1",
    "1:",
    "x:01890000-0000-7000-8000-000000000000",
    "1:nonsense",
    "1:01890000-0000-7000-8000-000000000000:2",
  ]) {
    expect(parseRecordAddress(text)).toBeNull();
  }
});
