import * as fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { eventTimeMs, isEventId, mintEventId } from "./event-id.ts";

const YEAR_10889_MS = 2 ** 48 - 1;
const time = fc.nat(YEAR_10889_MS);
const random = fc.uint8Array({ minLength: 10, maxLength: 10 });

test("an id gives back the millisecond it was minted for", () => {
  fc.assert(
    fc.property(time, random, (timeMs, bytes) => {
      expect(eventTimeMs(mintEventId(timeMs, bytes))).toBe(timeMs);
    }),
  );
});

test("a minted id is a UUIDv7 that validation takes", () => {
  const schema = z.uuidv7();
  fc.assert(
    fc.property(time, random, (timeMs, bytes) => {
      const id = mintEventId(timeMs, bytes);
      expect(isEventId(id)).toBe(true);
      expect(schema.safeParse(id).success).toBe(true);
    }),
  );
});

test("ids of different milliseconds sort as their times", () => {
  fc.assert(
    fc.property(time, time, random, random, (one, other, oneBytes, otherBytes) => {
      fc.pre(one !== other);
      expect(mintEventId(one, oneBytes) < mintEventId(other, otherBytes)).toBe(one < other);
    }),
  );
});

test("the same time and bytes give the same id, other bytes another", () => {
  fc.assert(
    fc.property(time, random, fc.nat(9), (timeMs, bytes, index) => {
      const other = Uint8Array.from(bytes);
      // The lowest bit of each byte survives the version and variant bits.
      other[index] = (other[index] ?? 0) ^ 1;
      expect(mintEventId(timeMs, bytes)).toBe(mintEventId(timeMs, Uint8Array.from(bytes)));
      expect(mintEventId(timeMs, other)).not.toBe(mintEventId(timeMs, bytes));
    }),
  );
});

test("a fraction of a millisecond is cut and missing bytes are zero", () => {
  expect(mintEventId(1_700_000_000_000.9, new Uint8Array())).toBe(
    "018bcfe5-6800-7000-8000-000000000000",
  );
});

test.each([
  ["", "empty"],
  ["018BCFE5-6800-7000-8000-000000000000", "upper case"],
  ["018bcfe5-6800-4000-8000-000000000000", "version 4"],
  ["018bcfe5-6800-7000-c000-000000000000", "another variant"],
  ["018bcfe5-6800-7000-8000-0000000000000", "too long"],
  [" 018bcfe5-6800-7000-8000-000000000000", "spaced"],
])("%j is no event id: %s", (text) => {
  expect(isEventId(text)).toBe(false);
});
