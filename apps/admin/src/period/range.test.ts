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
  rangeOf,
  rangePresets,
  resolveRange,
  shiftRange,
} from "./range.ts";
import { UTC } from "../zone/zone.ts";
import { DAY_MS, dayText, HOUR_MS } from "./utc-day.ts";

const NOW = Date.parse("2026-11-23T14:03:21.500Z");
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);

const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) });
const preset = fc.constantFrom(...rangePresets);
const written = fc
  .tuple(fc.integer({ min: 18_000, max: 22_000 }), fc.integer({ min: 0, max: 399 }))
  .map(([first, more]) => customRange(dayText(first * DAY_MS), dayText((first + more) * DAY_MS)));

test("presets name the days people mean", () => {
  expect(resolveRange("today", NOW, UTC)).toEqual({
    zone: UTC,
    startMs: day("2026-11-23"),
    endMs: day("2026-11-24"),
  });
  expect(resolveRange("yesterday", NOW, UTC)).toEqual({
    zone: UTC,
    startMs: day("2026-11-22"),
    endMs: day("2026-11-23"),
  });
  expect(resolveRange("7d", NOW, UTC)).toEqual({
    zone: UTC,
    startMs: day("2026-11-17"),
    endMs: day("2026-11-24"),
  });
  expect(resolveRange("30d", NOW, UTC)).toEqual({
    zone: UTC,
    startMs: day("2026-10-25"),
    endMs: day("2026-11-24"),
  });
  expect(resolveRange("mtd", NOW, UTC)).toEqual({
    zone: UTC,
    startMs: day("2026-11-01"),
    endMs: day("2026-11-24"),
  });
  expect(resolveRange("lastMonth", NOW, UTC)).toEqual({
    zone: UTC,
    startMs: day("2026-10-01"),
    endMs: day("2026-11-01"),
  });
});

test("written days are both included, a written hour is that hour", () => {
  expect(resolveRange("2026-11-01..2026-11-22", NOW, UTC)).toEqual({
    zone: UTC,
    startMs: day("2026-11-01"),
    endMs: day("2026-11-23"),
  });
  expect(resolveRange("2026-11-22T09", NOW, UTC)).toEqual({
    zone: UTC,
    startMs: Date.parse("2026-11-22T09:00:00Z"),
    endMs: Date.parse("2026-11-22T10:00:00Z"),
  });
});

test("a damaged range opens the default, never an error", () => {
  const damaged = [
    "",
    "tomorrow",
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
    expect(resolveRange(text, NOW, UTC)).toEqual(resolveRange(DEFAULT_RANGE, NOW, UTC));
  }
});

test("a range spans at least an hour, starts on one, and holds now where it is live", () => {
  fc.assert(
    fc.property(fc.oneof(preset, written), instant, (range, nowMs) => {
      const span = resolveRange(range, nowMs, UTC);
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
      const span = resolveRange(range, nowMs, UTC);
      const before = previousSpan(range, nowMs, UTC);
      expect(before.endMs).toBeLessThanOrEqual(span.startMs);
      expect(before.startMs).toBeLessThanOrEqual(before.endMs);
      const passedMs = isLive(span, nowMs) ? nowMs - span.startMs : Number.POSITIVE_INFINITY;
      expect(before.endMs - before.startMs).toBeLessThanOrEqual(passedMs);
    }),
  );
});

test("the month to date is compared with as much of the month before", () => {
  expect(previousSpan("mtd", NOW, UTC)).toEqual({
    zone: UTC,
    startMs: day("2026-10-01"),
    endMs: Date.parse("2026-10-23T14:03:00Z"),
  });
});

test("a long month to date is compared with the whole of a shorter month, not with days of this one", () => {
  const late = Date.parse("2026-03-31T12:00:00Z");
  expect(previousSpan("mtd", late, UTC)).toEqual({
    zone: UTC,
    startMs: day("2026-02-01"),
    endMs: day("2026-03-01"),
  });
});

test("the quarter to date is compared with as much of the quarter before", () => {
  expect(rangeDays("qtd", NOW, UTC)).toEqual({ first: "2026-10-01", last: "2026-11-23" });
  expect(previousSpan("qtd", NOW, UTC)).toEqual({
    zone: UTC,
    startMs: day("2026-07-01"),
    endMs: day("2026-07-01") + Date.parse("2026-11-23T14:03:00Z") - day("2026-10-01"),
  });
  expect(shiftRange("qtd", -1, NOW, UTC)).toBe("2026-07-01..2026-09-30");
  expect(rangeDays("qtd", Date.parse("2026-01-01T12:00:00Z"), UTC).first).toBe("2026-01-01");
});

test("a finished range is compared with the whole one before", () => {
  expect(previousSpan("lastMonth", NOW, UTC)).toEqual({
    zone: UTC,
    startMs: day("2026-09-01"),
    endMs: day("2026-10-01"),
  });
  expect(previousSpan("2026-11-02..2026-11-03", NOW, UTC)).toEqual({
    zone: UTC,
    startMs: day("2026-10-31"),
    endMs: day("2026-11-02"),
  });
});

test("a step back and a step forth lead to the same days", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("today", "yesterday", "7d", "mtd", "lastMonth", "qtd"),
      instant,
      (range, nowMs) => {
        const back = shiftRange(range, -1, nowMs, UTC);
        const span = resolveRange(back, nowMs, UTC);
        expect(span.startMs).toBeLessThan(resolveRange(range, nowMs, UTC).startMs);
        const forth = resolveRange(shiftRange(back, 1, nowMs, UTC), nowMs, UTC);
        expect(forth.startMs).toBe(resolveRange(range, nowMs, UTC).startMs);
      },
    ),
  );
});

test("stepping keeps the short names", () => {
  expect(shiftRange("mtd", -1, NOW, UTC)).toBe("lastMonth");
  expect(shiftRange("lastMonth", -1, NOW, UTC)).toBe("2026-09-01..2026-09-30");
  expect(shiftRange("today", -1, NOW, UTC)).toBe("yesterday");
  expect(shiftRange("2026-11-22..2026-11-22", 1, NOW, UTC)).toBe("today");
  expect(shiftRange("2026-11-22T09", 1, NOW, UTC)).toBe("2026-11-22T10");
});

test("no step leads into the future", () => {
  fc.assert(
    fc.property(fc.oneof(preset, written), instant, (range, nowMs) => {
      fc.pre(resolveRange(range, nowMs, UTC).startMs <= nowMs);
      expect(
        resolveRange(shiftRange(range, 1, nowMs, UTC), nowMs, UTC).startMs,
      ).toBeLessThanOrEqual(nowMs);
    }),
  );
  expect(shiftRange("today", 1, NOW, UTC)).toBe("today");
});

test("the date fields show the first and the last day", () => {
  expect(rangeDays("mtd", NOW, UTC)).toEqual({ first: "2026-11-01", last: "2026-11-23" });
  expect(rangeDays("2026-11-22T09", NOW, UTC)).toEqual({ first: "2026-11-22", last: "2026-11-22" });
});

test("presets are told from written ranges", () => {
  expect(presetOf("mtd")).toBe("mtd");
  expect(presetOf("2026-11-01..2026-11-02")).toBeNull();
});

const zones = ["Asia/Kolkata", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"];

test("today is the zone's today: on the same evening another date in New York than in Tokyo", () => {
  const evening = Date.parse("2026-11-30T20:00:00Z");
  const dateIn = (zone: string): string => rangeDays("today", evening, zone).first;
  expect([dateIn("America/New_York"), dateIn("Asia/Tokyo")]).toEqual(["2026-11-30", "2026-12-01"]);
  expect(rangeDays("mtd", evening, "Asia/Tokyo")).toEqual({
    first: "2026-12-01",
    last: "2026-12-01",
  });
  expect(resolveRange("mtd", evening, "America/New_York")).toEqual({
    zone: "America/New_York",
    startMs: Date.parse("2026-11-01T04:00:00Z"),
    endMs: Date.parse("2026-12-01T05:00:00Z"),
  });
});

test("a day lasts as long as it does where the clock changes, and half hours are kept", () => {
  const hours = (range: string, zone: string): number => {
    const { startMs, endMs } = resolveRange(range, NOW, zone);
    return (endMs - startMs) / HOUR_MS;
  };
  expect(hours("2026-03-29..2026-03-29", "Europe/Berlin")).toBe(23);
  expect(hours("2026-10-25..2026-10-25", "Europe/Berlin")).toBe(25);
  expect(hours("2026-04-05..2026-04-05", "Australia/Lord_Howe")).toBe(24.5);
  expect(resolveRange("2026-11-01..2026-11-01", NOW, "Asia/Kolkata").startMs).toBe(
    Date.parse("2026-10-31T18:30:00Z"),
  );
});

test("what an address says of days means those dates in every zone, and is written back the same", () => {
  fc.assert(
    fc.property(written, fc.constantFrom(...zones), (range, zone) => {
      expect(rangeOf(resolveRange(range, NOW, zone))).toBe(range);
      const { first, last } = rangeDays(range, NOW, zone);
      expect(customRange(first, last)).toBe(range);
    }),
  );
});

test("an hour is the same hour in every zone: written in UTC, where none comes twice", () => {
  for (const zone of zones) {
    const span = resolveRange("2026-10-25T01", NOW, zone);
    expect(span.startMs).toBe(Date.parse("2026-10-25T01:00:00Z"));
    expect(rangeOf(span)).toBe("2026-10-25T01");
    expect(previousSpan("2026-10-25T01", NOW, zone).startMs).toBe(span.startMs - HOUR_MS);
  }
});

test("a week across a change of the clock is compared with the seven dates before", () => {
  const zone = "Europe/Berlin";
  const now = Date.parse("2026-10-28T23:30:00Z");
  expect(previousSpan("2026-10-20..2026-10-26", now, zone)).toEqual({
    zone,
    startMs: Date.parse("2026-10-12T22:00:00Z"),
    endMs: Date.parse("2026-10-19T22:00:00Z"),
  });
  expect(shiftRange("2026-10-20..2026-10-26", -1, now, zone)).toBe("2026-10-13..2026-10-19");
  expect(shiftRange("lastMonth", -1, now, zone)).toBe("2026-08-01..2026-08-31");
});

test("steps lead back and forth in every zone", () => {
  fc.assert(
    fc.property(preset, instant, fc.constantFrom(...zones), (range, nowMs, zone) => {
      const back = shiftRange(range, -1, nowMs, zone);
      const forth = resolveRange(shiftRange(back, 1, nowMs, zone), nowMs, zone);
      expect(forth.startMs).toBe(resolveRange(range, nowMs, zone).startMs);
    }),
  );
});
