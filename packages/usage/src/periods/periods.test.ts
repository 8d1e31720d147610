import * as fc from "fast-check";
import { expect, test } from "vitest";
import { periodOf } from "./periods.ts";
import { periodTypes } from "../record/totals.ts";

const instant = fc
  .date({
    min: new Date("0050-01-01T00:00:00Z"),
    max: new Date("9000-01-01T00:00:00Z"),
    noInvalidDate: true,
  })
  .map((date) => date.getTime());
const type = fc.constantFrom(...periodTypes);

test.each([
  ["hour", "2026-11-23T18:59:59.999Z", "2026-11-23T18:00:00.000Z", "2026-11-23T19:00:00.000Z"],
  ["day", "2026-11-23T00:00:00.000Z", "2026-11-23T00:00:00.000Z", "2026-11-24T00:00:00.000Z"],
  ["month", "2024-02-29T12:00:00.000Z", "2024-02-01T00:00:00.000Z", "2024-03-01T00:00:00.000Z"],
  ["month", "2026-12-31T23:59:59.999Z", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ["day", "1969-12-31T23:59:59.999Z", "1969-12-31T00:00:00.000Z", "1970-01-01T00:00:00.000Z"],
] as const)("the %s of %s starts at %s and ends before %s", (period, time, start, end) => {
  expect(periodOf(period, Date.parse(time))).toEqual({
    startMs: Date.parse(start),
    endMs: Date.parse(end),
  });
});

test("a period holds its instant", () => {
  fc.assert(
    fc.property(type, instant, (period, timeMs) => {
      const { startMs, endMs } = periodOf(period, timeMs);
      expect(startMs).toBeLessThanOrEqual(timeMs);
      expect(endMs).toBeGreaterThan(timeMs);
    }),
  );
});

test("periods tile time: the next starts where one ends, and every instant inside gives the same one", () => {
  fc.assert(
    fc.property(type, instant, (period, timeMs) => {
      const one = periodOf(period, timeMs);
      expect(periodOf(period, one.startMs)).toEqual(one);
      expect(periodOf(period, one.endMs - 1)).toEqual(one);
      expect(periodOf(period, one.endMs).startMs).toBe(one.endMs);
    }),
  );
});

test("a day's hours and a month's days are whole numbers of them", () => {
  fc.assert(
    fc.property(instant, (timeMs) => {
      const day = periodOf("day", timeMs);
      const month = periodOf("month", timeMs);
      expect(periodOf("hour", day.startMs).startMs).toBe(day.startMs);
      expect(periodOf("day", month.startMs).startMs).toBe(month.startMs);
      expect(new Date(month.startMs).toISOString().slice(8)).toBe("01T00:00:00.000Z");
    }),
  );
});
