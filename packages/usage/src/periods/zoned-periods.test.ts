import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { periodOf } from "./periods.ts";
import {
  isTimeZone,
  nextZonedPeriodStart,
  zonedPeriodOf,
  zonedPeriodStart,
  zonedPeriodTypes,
} from "./zoned-periods.ts";

const HOUR_MS = 3_600_000;
const zones = Intl.supportedValuesOf("timeZone");
const zone = fc.constantFrom(...zones);
const type = fc.constantFrom(...zonedPeriodTypes);
const instant = fc
  .date({
    min: new Date("1970-01-01T00:00:00Z"),
    max: new Date("2060-01-01T00:00:00Z"),
    noInvalidDate: true,
  })
  .map((date) => date.getTime());

/** What the zone's clock shows, by another road than the one under test. */
const clockOf = (timeZone: string, timeMs: number): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(
    timeMs,
  );

test.each([
  // Spring forward and back in New York: days of 23 and 25 hours.
  ["day", "America/New_York", "2026-03-08T12:00Z", "2026-03-08T05:00Z", "2026-03-09T04:00Z"],
  ["day", "America/New_York", "2026-11-01T12:00Z", "2026-11-01T04:00Z", "2026-11-02T05:00Z"],
  ["month", "America/New_York", "2026-11-15T00:00Z", "2026-11-01T04:00Z", "2026-12-01T05:00Z"],
  ["week", "Europe/Berlin", "2026-03-29T12:00Z", "2026-03-22T23:00Z", "2026-03-29T22:00Z"],
  ["hour", "Asia/Kolkata", "2026-11-23T18:59Z", "2026-11-23T18:30Z", "2026-11-23T19:30Z"],
  ["day", "Asia/Kathmandu", "2026-11-23T18:10Z", "2026-11-22T18:15Z", "2026-11-23T18:15Z"],
  // Midnight does not exist: the day starts at one o'clock.
  ["day", "America/Sao_Paulo", "2018-11-04T12:00Z", "2018-11-04T03:00Z", "2018-11-05T02:00Z"],
  // The clock goes back over midnight: the evening that comes again belongs to the day that has begun.
  ["day", "America/St_Johns", "2010-11-07T02:45Z", "2010-11-07T02:30Z", "2010-11-08T03:30Z"],
  // A date that never was: Samoa's 30 December 2011.
  ["day", "Pacific/Apia", "2011-12-30T09:59Z", "2011-12-29T10:00Z", "2011-12-30T10:00Z"],
  ["day", "Pacific/Apia", "2011-12-30T10:00Z", "2011-12-30T10:00Z", "2011-12-31T10:00Z"],
  // Half an hour back at two: the hour from one lasts an hour, and half of it comes again.
  ["hour", "Australia/Lord_Howe", "2026-04-04T14:10Z", "2026-04-04T14:00Z", "2026-04-04T15:00Z"],
  ["hour", "Australia/Lord_Howe", "2026-04-04T15:10Z", "2026-04-04T15:00Z", "2026-04-04T15:30Z"],
  ["hour", "America/New_York", "2026-11-01T06:00Z", "2026-11-01T06:00Z", "2026-11-01T07:00Z"],
] as const)(
  "the %s in %s of %s starts at %s and ends before %s",
  (period, timeZone, time, start, end) => {
    expect(zonedPeriodOf(period, timeZone, Date.parse(time))).toEqual({
      startMs: Date.parse(start),
      endMs: Date.parse(end),
    });
  },
);

test("in every zone, periods hold their instant and tile time", () => {
  fc.assert(
    fc.property(type, zone, instant, (period, timeZone, timeMs) => {
      const one = zonedPeriodOf(period, timeZone, timeMs);
      expect(one.startMs).toBeLessThanOrEqual(timeMs);
      expect(one.endMs).toBeGreaterThan(timeMs);
      expect(zonedPeriodStart(period, timeZone, one.startMs)).toBe(one.startMs);
      expect(zonedPeriodOf(period, timeZone, one.endMs - 1)).toEqual(one);
      expect(zonedPeriodStart(period, timeZone, one.endMs)).toBe(one.endMs);
      expect(nextZonedPeriodStart(period, timeZone, one.startMs)).toBe(one.endMs);
    }),
    { numRuns: 500 },
  );
});

test("around every change of a clock, each hour ends where the next one starts", () => {
  fc.assert(
    fc.property(zone, instant, fc.integer({ min: -90, max: 90 }), (timeZone, timeMs, minutes) => {
      const change = Temporal.Instant.fromEpochMilliseconds(timeMs)
        .toZonedDateTimeISO(timeZone)
        .getTimeZoneTransition("next");
      const nearMs = (change?.epochMilliseconds ?? timeMs) + minutes * 60_000;
      const { startMs, endMs } = zonedPeriodOf("hour", timeZone, nearMs);
      expect(zonedPeriodOf("hour", timeZone, startMs)).toEqual({ startMs, endMs });
      expect(zonedPeriodOf("hour", timeZone, endMs - 1)).toEqual({ startMs, endMs });
      expect(zonedPeriodStart("hour", timeZone, endMs)).toBe(endMs);
      expect(zonedPeriodOf("hour", timeZone, startMs - 1).endMs).toBe(startMs);
    }),
    { numRuns: 100 },
  );
});

test("a day starts with a new date on the clock", () => {
  fc.assert(
    fc.property(zone, instant, (timeZone, timeMs) => {
      const { startMs } = zonedPeriodOf("day", timeZone, timeMs);
      const date = (atMs: number): string => clockOf(timeZone, atMs).slice(0, 10);
      expect(date(startMs) > date(startMs - 1)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test("an hour is at most one hour, and starts on the hour or at a change of the clock", () => {
  fc.assert(
    fc.property(zone, instant, (timeZone, timeMs) => {
      const { startMs, endMs } = zonedPeriodOf("hour", timeZone, timeMs);
      expect(endMs - startMs).toBeLessThanOrEqual(HOUR_MS);
      const isWhole = endMs - startMs === HOUR_MS;
      expect(!isWhole || /^00:\d\d$/.test(clockOf(timeZone, startMs).slice(14))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("in UTC they are the ledger's periods", () => {
  fc.assert(
    fc.property(fc.constantFrom("hour", "day", "month"), instant, (period, timeMs) => {
      expect(zonedPeriodOf(period, "UTC", timeMs)).toEqual(periodOf(period, timeMs));
    }),
  );
});

test("only names of the IANA database are time zones", () => {
  expect(zones.every(isTimeZone)).toBe(true);
  const others = ["", "+01:00", "Mars/Olympus", "Europe/Berlin ", "../etc", "2026-01-01"];
  expect(others.filter(isTimeZone)).toEqual([]);
});
