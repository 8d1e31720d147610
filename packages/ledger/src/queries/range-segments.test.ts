import { periodOf } from "@tokenledger/usage";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { rangeSegments } from "./range-segments.ts";

const momentArbitrary = fc
  .integer({ min: Date.UTC(2023, 0), max: Date.UTC(2028, 0) })
  .map((ms) => new Date(ms));

test("segments follow each other without gap or overlap, on the edges of their periods", () => {
  fc.assert(
    fc.property(momentArbitrary, momentArbitrary, (startDate, endDate) => {
      const segments = rangeSegments({ startDate, endDate });
      for (const [index, { periodType, startMs, endMs }] of segments.entries()) {
        expect(startMs).toBeLessThan(endMs);
        expect(periodOf(periodType, startMs).startMs).toBe(startMs);
        expect(periodOf(periodType, endMs).startMs).toBe(endMs);
        expect(startMs).toBe(segments[index - 1]?.endMs ?? startMs);
      }
      expect(segments.length).toBeLessThanOrEqual(5);
    }),
  );
});

test("exactly the hours that start in the range are covered", () => {
  fc.assert(
    fc.property(momentArbitrary, momentArbitrary, momentArbitrary, (startDate, endDate, moment) => {
      const hourMs = periodOf("hour", moment.getTime()).startMs;
      const covering = rangeSegments({ startDate, endDate }).filter(
        ({ startMs, endMs }) => hourMs >= startMs && hourMs < endMs,
      );
      const isWithin = hourMs >= startDate.getTime() && hourMs < endDate.getTime();
      expect(covering).toHaveLength(isWithin ? 1 : 0);
    }),
  );
});

test("a year is twelve months, not 8,760 hours", () => {
  const range = { startDate: new Date("2025-01-01Z"), endDate: new Date("2026-01-01Z") };
  expect(rangeSegments(range)).toEqual([
    { periodType: "month", startMs: Date.UTC(2025, 0), endMs: Date.UTC(2026, 0) },
  ]);
});
