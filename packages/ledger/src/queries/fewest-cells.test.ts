import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fewestCells } from "./fewest-cells.ts";
import { coverByCells } from "./range-segments.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TYPES = ["month", "day", "hour"] as const;
const FIRST_MS = Date.UTC(2025, 8);

const hourArbitrary = fc.nat(400 * 24).map((hours) => FIRST_MS + hours * HOUR_MS);

test("every hour of the stretch is counted once, and every other hour not at all", () => {
  fc.assert(
    fc.property(hourArbitrary, hourArbitrary, hourArbitrary, (startMs, endMs, nowMs) => {
      const segments = fewestCells({ startMs, endMs }, TYPES, nowMs);
      const isIn = (timeMs: number): number =>
        segments
          .filter((segment) => timeMs >= segment.startMs && timeMs < segment.endMs)
          .reduce((sum, { sign }) => sum + sign, 0);
      const edges = segments.flatMap((segment) => [segment.startMs, segment.endMs]);
      for (const edge of edges) {
        for (const timeMs of [edge - HOUR_MS, edge]) {
          expect(isIn(timeMs)).toBe(timeMs >= startMs && timeMs < endMs ? 1 : 0);
        }
      }
    }),
  );
});

test("the last thirty days are this month's cell, less what it holds beyond them, and days of the month before", () => {
  const nowMs = Date.UTC(2026, 10, 28, 9, 30);
  const endMs = Date.UTC(2026, 10, 28);
  expect(fewestCells({ startMs: endMs - 30 * DAY_MS, endMs }, TYPES, nowMs)).toEqual([
    { periodType: "day", sign: 1, startMs: Date.UTC(2026, 9, 29), endMs: Date.UTC(2026, 10) },
    { periodType: "month", sign: 1, startMs: Date.UTC(2026, 10), endMs: Date.UTC(2026, 11) },
    { periodType: "day", sign: -1, startMs: endMs, endMs: Date.UTC(2026, 11) },
  ]);
});

test("where taking off saves nothing, cells are those that lie in the stretch", () => {
  const nowMs = Date.UTC(2027, 0);
  for (const [startMs, endMs] of [
    [Date.UTC(2026, 4, 3), Date.UTC(2026, 4, 11)],
    [Date.UTC(2026, 4, 3, 7), Date.UTC(2026, 4, 3, 9)],
    [Date.UTC(2026, 0), Date.UTC(2026, 6)],
  ] as const) {
    const added = coverByCells({ startMs, endMs }, TYPES).map((segment) =>
      Object.assign({ sign: 1 }, segment),
    );
    expect(fewestCells({ startMs, endMs }, TYPES, nowMs)).toEqual(added);
  }
});
