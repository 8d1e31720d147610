import * as fc from "fast-check";
import { expect, test } from "vitest";
import { UTC } from "../zone/zone.ts";
import { customRange, isLive, RANGE_DAYS_MAX, rangePresets, resolveRange } from "./range.ts";
import { DAY_MS, dayText } from "./utc-day.ts";
import { yearBefore } from "./year-before.ts";

const NOW = Date.parse("2026-11-23T14:03:21.500Z");

const beforeOf = (range: string, zone: string = UTC, nowMs: number = NOW) => {
  const before = yearBefore(resolveRange(range, nowMs, zone), nowMs);
  return before && [new Date(before.startMs).toISOString(), new Date(before.endMs).toISOString()];
};

test("finished days stand against the same dates a year before, of the same zone", () => {
  expect(beforeOf("2026-11-02..2026-11-03")).toEqual([
    "2025-11-02T00:00:00.000Z",
    "2025-11-04T00:00:00.000Z",
  ]);
  expect(beforeOf("2026-11-02..2026-11-03", "Asia/Shanghai")).toEqual([
    "2025-11-01T16:00:00.000Z",
    "2025-11-03T16:00:00.000Z",
  ]);
  expect(beforeOf("2026-11-02T05")).toEqual([
    "2025-11-02T05:00:00.000Z",
    "2025-11-02T06:00:00.000Z",
  ]);
});

test("a running month stands against as much of the same month a year before", () => {
  expect(beforeOf("mtd")).toEqual(["2025-11-01T00:00:00.000Z", "2025-11-23T14:03:00.000Z"]);
  const firstMinute = Date.parse("2026-11-01T00:00:30Z");
  expect(beforeOf("mtd", UTC, firstMinute)).toBeNull();
});

test("a whole February stands against a whole one; its 29th alone against the 28th, and a 28th against one day", () => {
  expect(beforeOf("2025-02-01..2025-02-28")).toEqual([
    "2024-02-01T00:00:00.000Z",
    "2024-03-01T00:00:00.000Z",
  ]);
  expect(beforeOf("2024-02-01..2024-02-29")).toEqual([
    "2023-02-01T00:00:00.000Z",
    "2023-03-01T00:00:00.000Z",
  ]);
  expect(beforeOf("2024-02-29..2024-02-29")).toEqual([
    "2023-02-28T00:00:00.000Z",
    "2023-03-01T00:00:00.000Z",
  ]);
  expect(beforeOf("2025-02-28..2025-02-28")).toEqual([
    "2024-02-28T00:00:00.000Z",
    "2024-02-29T00:00:00.000Z",
  ]);
});

test("whatever the range and the day: a year earlier, never empty, never longer than may be asked for, never past what has passed", () => {
  const written = fc
    .tuple(fc.integer({ min: 18_000, max: 22_000 }), fc.integer({ min: 0, max: 399 }))
    .map(([first, more]) => customRange(dayText(first * DAY_MS), dayText((first + more) * DAY_MS)));
  const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) });
  const range = fc.oneof(fc.constantFrom(...rangePresets), written);
  fc.assert(
    fc.property(range, instant, (text, nowMs) => {
      const span = resolveRange(text, nowMs, UTC);
      const before = yearBefore(span, nowMs);
      expect(before !== null || isLive(span, nowMs)).toBe(true);
      for (const { startMs, endMs } of before === null ? [] : [before]) {
        expect([365, 366]).toContain((span.startMs - startMs) / DAY_MS);
        expect(endMs).toBeGreaterThan(startMs);
        expect(endMs - startMs).toBeLessThanOrEqual(RANGE_DAYS_MAX * DAY_MS);
        expect(endMs).toBeLessThanOrEqual(nowMs > span.startMs ? nowMs : span.endMs);
      }
    }),
  );
});
