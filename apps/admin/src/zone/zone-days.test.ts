import { nextZonedPeriodStart, zonedPeriodOf } from "@tokenledger/usage/zoned-periods";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, dayText, HOUR_MS } from "../period/utc-day.ts";
import { dayAt, dayStart, firstOfMonth } from "./zone-days.ts";
import { isZone, offsetMs } from "./zone.ts";

/** Half hours, quarters, a change by half an hour, midnights that are skipped or come twice, and dates that never were. */
const oddZones = [
  "UTC",
  "Asia/Shanghai",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Europe/Berlin",
  "America/New_York",
  "America/St_Johns",
  "America/Asuncion",
  "America/Havana",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Africa/Casablanca",
];
const zone = fc.constantFrom(...oddZones);
const instant = fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2035, 0, 1) });

test("days and months begin where the server's do, whatever the clock does", () => {
  fc.assert(
    fc.property(zone, instant, (timeZone, timeMs) => {
      const day = dayAt(timeZone, timeMs);
      const asked = zonedPeriodOf("day", timeZone, timeMs);
      expect([dayStart(timeZone, day), dayStart(timeZone, day + 1)]).toEqual([
        asked.startMs,
        asked.endMs,
      ]);
      expect(dayStart(timeZone, firstOfMonth(day))).toBe(
        zonedPeriodOf("month", timeZone, timeMs).startMs,
      );
    }),
    { numRuns: 500 },
  );
});

test("each day of the years with changes begins where the server says", () => {
  for (const timeZone of ["America/St_Johns", "Pacific/Apia", "America/Asuncion"]) {
    let startMs = zonedPeriodOf("day", timeZone, Date.UTC(2011, 8, 1)).startMs;
    while (startMs < Date.UTC(2012, 4, 1)) {
      const nextMs = nextZonedPeriodStart("day", timeZone, startMs);
      const day = dayAt(timeZone, startMs);
      expect([timeZone, dayStart(timeZone, day)]).toEqual([timeZone, startMs]);
      expect([timeZone, dayStart(timeZone, day + 1)]).toEqual([timeZone, nextMs]);
      startMs = nextMs;
    }
  }
});

const at = (timeZone: string, text: string): number => offsetMs(timeZone, Date.parse(text));

test("an offset is exact to the second, half hours and seconds of long ago included", () => {
  expect(at("Asia/Kolkata", "2026-11-23T14:03:21.5Z")).toBe(5.5 * HOUR_MS);
  expect(at("America/St_Johns", "2026-07-01T00:00:00Z")).toBe(-2.5 * HOUR_MS);
  expect(at("Asia/Shanghai", "1890-01-01T00:00:00Z")).toBe(8 * HOUR_MS + 343_000);
  expect(() => at("Nowhere/Nothing", "2026-01-01T00:00:00Z")).toThrow(RangeError);
});

test("names of zones are told from texts that Intl takes too, and from nonsense", () => {
  expect(["UTC", "Asia/Shanghai", "america/new_york"].every(isZone)).toBe(true);
  expect(["", "+01:00", "Nowhere/Nothing", "x".repeat(65)].some(isZone)).toBe(false);
});

test("a month's first day is found over year ends", () => {
  const day = Date.UTC(2026, 0, 31) / DAY_MS;
  expect(dayText(firstOfMonth(day) * DAY_MS)).toBe("2026-01-01");
  expect(dayText(firstOfMonth(day, -1) * DAY_MS)).toBe("2025-12-01");
  expect(dayText(firstOfMonth(day, 13) * DAY_MS)).toBe("2027-02-01");
});
