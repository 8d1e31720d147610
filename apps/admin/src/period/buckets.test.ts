import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bucketStarts, nextBucket, periodFor } from "./buckets.ts";
import { DAY_MS, HOUR_MS } from "./utc-day.ts";

const START = Date.parse("2026-01-31T00:00:00Z");
const days = (count: number): { startMs: number; endMs: number } => ({
  startMs: START,
  endMs: START + count * DAY_MS,
});

test("hours up to two days, days up to a quarter, months beyond", () => {
  expect(periodFor({ startMs: START, endMs: START + HOUR_MS })).toBe("hour");
  expect(periodFor(days(2))).toBe("hour");
  expect(periodFor(days(3))).toBe("day");
  expect(periodFor(days(93))).toBe("day");
  expect(periodFor(days(94))).toBe("month");
});

test("buckets tile a span: the first holds its start, each begins where the last ended, the end is reached", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 0, max: 500 }),
      (count, shift) => {
        const span = { startMs: START + shift * DAY_MS, endMs: START + (shift + count) * DAY_MS };
        const period = periodFor(span);
        const starts = bucketStarts(span, period);
        expect(starts.length).toBeLessThan(100);
        expect(starts[0]).toBeLessThanOrEqual(span.startMs);
        const next = starts.slice(0, -1).map((startMs) => nextBucket(startMs, period));
        expect(starts.slice(1)).toEqual(next);
        expect(nextBucket(starts.at(-1) ?? 0, period)).toBeGreaterThanOrEqual(span.endMs);
      },
    ),
  );
});

test("month buckets begin on the first, whatever the span begins on", () => {
  expect(
    bucketStarts(days(100), "month").map((startMs) => new Date(startMs).toISOString()),
  ).toEqual([
    "2026-01-01T00:00:00.000Z",
    "2026-02-01T00:00:00.000Z",
    "2026-03-01T00:00:00.000Z",
    "2026-04-01T00:00:00.000Z",
    "2026-05-01T00:00:00.000Z",
  ]);
});
