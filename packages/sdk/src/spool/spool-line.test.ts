import * as fc from "fast-check";
import { expect, test } from "vitest";
import { makeWaiting } from "../testing/make-waiting.ts";
import { decodeLines, encodeLine } from "./spool-line.ts";

const anyRecord = fc
  .record({
    json: fc
      .dictionary(fc.string(), fc.string({ unit: "grapheme" }))
      .map((fields) => JSON.stringify(fields)),
    clockOffsetMs: fc.option(fc.integer()),
    replaces: fc.option(fc.uuid({ version: 7 })),
  })
  .map(makeWaiting);

const anyLines = fc.array(anyRecord, { minLength: 1, maxLength: 8 });

const bytesOf = (records: readonly Parameters<typeof encodeLine>[0][]): Buffer =>
  Buffer.from(records.map(encodeLine).join(""));

test("what was written is read back", () => {
  fc.assert(
    fc.property(anyLines, (records) => {
      expect(decodeLines(bytesOf(records))).toEqual({ records, damagedCount: 0 });
    }),
  );
});

test("cut anywhere, the whole lines before the cut are read, and the torn one is counted", () => {
  fc.assert(
    fc.property(anyLines, fc.nat(), (records, position) => {
      const bytes = bytesOf(records);
      const cut = position % (bytes.byteLength + 1);
      const read = decodeLines(bytes.subarray(0, cut));
      expect(read.records).toEqual(records.slice(0, read.records.length));
      const whole = bytesOf(records.slice(0, read.records.length)).byteLength;
      expect(read.damagedCount).toBe(whole === cut ? 0 : 1);
    }),
  );
});

test("one wrong byte costs its own line and no other record is invented", () => {
  fc.assert(
    fc.property(anyLines, fc.nat(), fc.integer({ min: 1, max: 255 }), (records, position, flip) => {
      const bytes = bytesOf(records);
      const index = position % bytes.byteLength;
      bytes[index] = (bytes[index] ?? 0) ^ flip;
      const read = decodeLines(bytes);
      // A line end that is no longer one joins two lines: both are lost.
      expect(read.records.length).toBeGreaterThanOrEqual(records.length - 2);
      expect(records).toEqual(expect.arrayContaining([...read.records]));
    }),
  );
});

test("bytes that never were a segment are damage, not records", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(decodeLines(Buffer.from(bytes)).records).toEqual([]);
    }),
  );
});
