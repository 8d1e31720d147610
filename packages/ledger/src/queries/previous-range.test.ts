import { expect, test } from "vitest";
import { rangeBefore } from "./previous-range.ts";
import { ZonedBuckets } from "./zoned-buckets.ts";

const buckets = new ZonedBuckets();

const before = (start: string, end: string, timeZone = "UTC"): readonly string[] => {
  const range = { startDate: new Date(start), endDate: new Date(end) };
  const { startDate, endDate } = rangeBefore(range, "previous", timeZone, buckets);
  return [startDate.toISOString(), endDate.toISOString()];
};

test.each([
  ["a month", "2026-03-01T00:00Z", "2026-04-01T00:00Z", "2026-02-01", "2026-03-01"],
  ["a quarter", "2026-01-01T00:00Z", "2026-04-01T00:00Z", "2025-10-01", "2026-01-01"],
  ["a month so far", "2026-03-01T00:00Z", "2026-03-10T00:00Z", "2026-02-01", "2026-02-10"],
  ["seven days", "2026-03-10T00:00Z", "2026-03-17T00:00Z", "2026-03-03", "2026-03-10"],
  [
    "a day that begins a month",
    "2026-03-01T00:00Z",
    "2026-03-02T00:00Z",
    "2026-02-28",
    "2026-03-01",
  ],
])("%s is compared with its like", (_name, start, end, expectedStart, expectedEnd) => {
  expect(before(start, end)).toEqual([
    `${expectedStart}T00:00:00.000Z`,
    `${expectedEnd}T00:00:00.000Z`,
  ]);
});

test("a month so far never reaches into itself, however short the month before", () => {
  expect(before("2026-03-01T00:00Z", "2026-03-31T12:00Z")).toEqual([
    "2026-02-01T00:00:00.000Z",
    "2026-03-01T00:00:00.000Z",
  ]);
});

test("days are those of the zone, whatever the clock does between", () => {
  // New York goes back an hour on 1 November 2026: the day of change has 25 hours.
  expect(before("2026-11-01T04:00Z", "2026-11-02T05:00Z", "America/New_York")).toEqual([
    "2026-10-31T04:00:00.000Z",
    "2026-11-01T04:00:00.000Z",
  ]);
});

test("days that end within a day are compared with days that end as far into theirs", () => {
  expect(before("2026-03-10T00:00Z", "2026-03-12T06:00Z")).toEqual([
    "2026-03-07T00:00:00.000Z",
    "2026-03-09T06:00:00.000Z",
  ]);
});

test("anything else is compared with the same length of time, and a given range with itself", () => {
  expect(before("2026-03-10T01:30Z", "2026-03-10T02:00Z")).toEqual([
    "2026-03-10T01:00:00.000Z",
    "2026-03-10T01:30:00.000Z",
  ]);
  const given = { startDate: new Date(0), endDate: new Date(1) };
  expect(rangeBefore(given, given, "UTC", buckets)).toEqual(given);
});
