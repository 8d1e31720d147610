import { zonedPeriodOf } from "@tokenledger/usage/zoned-periods";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dayAt, dayStart } from "../zone/zone-days.ts";
import { UTC } from "../zone/zone.ts";
import { bucketStart, bucketStarts, nextBucket, periodFor } from "./buckets.ts";
import type { Span } from "./range.ts";
import { DAY_MS, HOUR_MS } from "./utc-day.ts";

const START = Date.parse("2026-01-31T00:00:00Z");
const days = (count: number): Span => ({
  zone: UTC,
  startMs: START,
  endMs: START + count * DAY_MS,
});

test("hours up to two days, days up to a quarter, months beyond", () => {
  expect(periodFor({ startMs: START, endMs: START + HOUR_MS, zone: UTC })).toBe("hour");
  expect(periodFor(days(2))).toBe("hour");
  expect(periodFor(days(3))).toBe("day");
  expect(periodFor(days(93))).toBe("day");
  expect(periodFor(days(94))).toBe("month");
});

test("two days with an hour more are counted by the hour all the same", () => {
  const longer = { ...days(2), endMs: START + 2 * DAY_MS + HOUR_MS };
  expect(periodFor(longer)).toBe("hour");
});

test("buckets tile a span in every zone: the first holds its start, each begins where the last ended, the end is reached", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(UTC, "Asia/Kolkata", "Europe/Berlin", "Australia/Lord_Howe"),
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 0, max: 500 }),
      (zone, count, shift) => {
        const first = dayAt(zone, START) + shift;
        const span = { startMs: dayStart(zone, first), endMs: dayStart(zone, first + count), zone };
        const period = periodFor(span);
        const starts = bucketStarts(span, period);
        expect(starts.length).toBeLessThan(100);
        expect(starts[0]).toBeLessThanOrEqual(span.startMs);
        const next = starts.slice(0, -1).map((startMs) => nextBucket(zone, startMs, period));
        expect(starts.slice(1)).toEqual(next);
        expect(nextBucket(zone, starts.at(-1) ?? 0, period)).toBeGreaterThanOrEqual(span.endMs);
      },
    ),
  );
});

test("days and months begin where the server's begin, and hours are hours of UTC", () => {
  const timeMs = Date.parse("2026-10-25T00:45:00Z");
  for (const zone of ["Asia/Kathmandu", "Europe/Berlin"]) {
    for (const period of ["day", "month"] as const) {
      const asked = zonedPeriodOf(period, zone, timeMs);
      expect(bucketStart(zone, timeMs, period)).toBe(asked.startMs);
      expect(nextBucket(zone, asked.startMs, period)).toBe(asked.endMs);
    }
    expect(bucketStart(zone, timeMs, "hour")).toBe(Date.parse("2026-10-25T00:00:00Z"));
  }
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
