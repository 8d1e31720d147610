import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  customRange,
  DEFAULT_RANGE,
  isLive,
  isRange,
  presetOf,
  previousSpan,
  rangeDays,
  rangePresets,
  resolveRange,
  shiftRange,
} from "./range.ts";
import { DAY_MS, dayText, HOUR_MS, startOfMonth } from "./utc-day.ts";

const NOW = Date.parse("2026-11-23T14:03:21.500Z");
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);

const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) });
const preset = fc.constantFrom(...rangePresets);
const written = fc
  .tuple(fc.integer({ min: 18_000, max: 22_000 }), fc.integer({ min: 0, max: 399 }))
  .map(([first, more]) => customRange(dayText(first * DAY_MS), dayText((first + more) * DAY_MS)));

test("presets name the days people mean", () => {
  expect(resolveRange("today", NOW)).toEqual({
    startMs: day("2026-11-23"),
    endMs: day("2026-11-24"),
  });
  expect(resolveRange("7d", NOW)).toEqual({ startMs: day("2026-11-17"), endMs: day("2026-11-24") });
  expect(resolveRange("30d", NOW)).toEqual({
    startMs: day("2026-10-25"),
    endMs: day("2026-11-24"),
  });
  expect(resolveRange("mtd", NOW)).toEqual({
    startMs: day("2026-11-01"),
    endMs: day("2026-11-24"),
  });
  expect(resolveRange("lastMonth", NOW)).toEqual({
    startMs: day("2026-10-01"),
    endMs: day("2026-11-01"),
  });
});

test("written days are both included, a written hour is that hour", () => {
  expect(resolveRange("2026-11-01..2026-11-22", NOW)).toEqual({
    startMs: day("2026-11-01"),
    endMs: day("2026-11-23"),
  });
  expect(resolveRange("2026-11-22T09", NOW)).toEqual({
    startMs: Date.parse("2026-11-22T09:00:00Z"),
    endMs: Date.parse("2026-11-22T10:00:00Z"),
  });
});

test("a damaged range opens the default, never an error", () => {
  const damaged = [
    "",
    "yesterday",
    "2026-02-30..2026-03-01",
    "2026-11-22..2026-11-01",
    "2026-11-22T24",
    "2026-1-1..2026-1-2",
    "2024-01-01..2026-01-01",
    "2026-11-01..2026-11-02..2026-11-03",
    "2026-11-01",
  ];
  for (const text of damaged) {
    expect(isRange(text)).toBe(false);
    expect(resolveRange(text, NOW)).toEqual(resolveRange(DEFAULT_RANGE, NOW));
  }
});

test("a range spans at least an hour, starts on one, and holds now where it is live", () => {
  fc.assert(
    fc.property(fc.oneof(preset, written), instant, (range, nowMs) => {
      const span = resolveRange(range, nowMs);
      expect(isRange(range)).toBe(true);
      expect(span.endMs - span.startMs).toBeGreaterThanOrEqual(HOUR_MS);
      expect(span.startMs % HOUR_MS).toBe(0);
      expect(isLive(span, nowMs)).toBe(span.startMs <= nowMs && nowMs < span.endMs);
    }),
  );
});

test("the period before ends no later than this one starts, and is no longer than what has passed", () => {
  fc.assert(
    fc.property(fc.oneof(preset, written), instant, (range, nowMs) => {
      const span = resolveRange(range, nowMs);
      const before = previousSpan(range, nowMs);
      expect(before.endMs).toBeLessThanOrEqual(span.startMs);
      expect(before.startMs).toBeLessThanOrEqual(before.endMs);
      const passedMs = isLive(span, nowMs) ? nowMs - span.startMs : Number.POSITIVE_INFINITY;
      expect(before.endMs - before.startMs).toBeLessThanOrEqual(passedMs);
    }),
  );
});

test("the month to date is compared with as much of the month before", () => {
  expect(previousSpan("mtd", NOW)).toEqual({
    startMs: day("2026-10-01"),
    endMs: Date.parse("2026-10-23T14:03:00Z"),
  });
});

test("a long month to date is compared with the whole of a shorter month, not with days of this one", () => {
  const late = Date.parse("2026-03-31T12:00:00Z");
  expect(previousSpan("mtd", late)).toEqual({
    startMs: day("2026-02-01"),
    endMs: day("2026-03-01"),
  });
});

test("a finished range is compared with the whole one before", () => {
  expect(previousSpan("lastMonth", NOW)).toEqual({
    startMs: day("2026-09-01"),
    endMs: day("2026-10-01"),
  });
  expect(previousSpan("2026-11-02..2026-11-03", NOW)).toEqual({
    startMs: day("2026-10-31"),
    endMs: day("2026-11-02"),
  });
});

test("a step back and a step forth lead to the same days", () => {
  fc.assert(
    fc.property(fc.constantFrom("today", "7d", "mtd", "lastMonth"), instant, (range, nowMs) => {
      const back = shiftRange(range, -1, nowMs);
      const span = resolveRange(back, nowMs);
      expect(span.startMs).toBeLessThan(resolveRange(range, nowMs).startMs);
      const forth = resolveRange(shiftRange(back, 1, nowMs), nowMs);
      expect(forth.startMs).toBe(resolveRange(range, nowMs).startMs);
    }),
  );
});

test("stepping keeps the short names", () => {
  expect(shiftRange("mtd", -1, NOW)).toBe("lastMonth");
  expect(shiftRange("lastMonth", -1, NOW)).toBe("2026-09-01..2026-09-30");
  expect(shiftRange("2026-11-22..2026-11-22", 1, NOW)).toBe("today");
  expect(shiftRange("2026-11-22T09", 1, NOW)).toBe("2026-11-22T10");
});

test("no step leads into the future", () => {
  fc.assert(
    fc.property(fc.oneof(preset, written), instant, (range, nowMs) => {
      fc.pre(resolveRange(range, nowMs).startMs <= nowMs);
      expect(resolveRange(shiftRange(range, 1, nowMs), nowMs).startMs).toBeLessThanOrEqual(nowMs);
    }),
  );
  expect(shiftRange("today", 1, NOW)).toBe("today");
});

test("the date fields show the first and the last day", () => {
  expect(rangeDays("mtd", NOW)).toEqual({ first: "2026-11-01", last: "2026-11-23" });
  expect(rangeDays("2026-11-22T09", NOW)).toEqual({ first: "2026-11-22", last: "2026-11-22" });
});

test("presets are told from written ranges", () => {
  expect(presetOf("mtd")).toBe("mtd");
  expect(presetOf("2026-11-01..2026-11-02")).toBeNull();
  expect(startOfMonth(NOW, -11)).toBe(day("2025-12-01"));
});
