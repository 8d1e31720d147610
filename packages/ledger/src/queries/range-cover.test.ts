import { periodOf } from "@tokenledger/usage";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { coverBuckets, coverByDays, coverByRows, type Cover } from "./range-cover.ts";
import { ZonedBuckets, type Bucket } from "./zoned-buckets.ts";

const HOUR_MS = 3_600_000;
const TYPES = ["month", "day", "hour"] as const;
const zones = [
  "UTC",
  "Asia/Shanghai",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "America/New_York",
];
const momentArbitrary = fc.integer({ min: Date.UTC(2025, 8), max: Date.UTC(2026, 11) });
const rangeArbitrary = fc
  .tuple(momentArbitrary, fc.integer({ min: 1, max: 90 * 24 * HOUR_MS }))
  .map(([startMs, lengthMs]) => ({
    startDate: new Date(startMs),
    endDate: new Date(startMs + lengthMs),
  }));
const periodArbitrary = fc.constantFrom("hour" as const, "day", "week", "month", null);
const questionArbitrary = fc.record({
  range: rangeArbitrary,
  zone: fc.constantFrom(...zones),
  period: periodArbitrary,
  now: momentArbitrary,
});

/** The buckets an instant is counted in, each as often as it is. */
const countedIn = ({ segments, pieces }: Cover, timeMs: number): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>();
  const add = (bucket: number | null, count: number): void => {
    if (bucket !== null) counts.set(bucket, (counts.get(bucket) ?? 0) + count);
  };
  for (const { bucket, sign, startMs, endMs } of segments) {
    if (timeMs >= startMs && timeMs < endMs) add(bucket, sign);
  }
  for (const { plus, minus, startMs, endMs } of pieces) {
    if (timeMs < startMs || timeMs >= endMs) continue;
    add(plus, 1);
    add(minus, -1);
  }
  return new Map([...counts].filter(([, count]) => count !== 0));
};

const expectedIn = (buckets: readonly Bucket[], timeMs: number): ReadonlyMap<number, number> => {
  const index = buckets.findIndex(({ startMs, endMs }) => timeMs >= startMs && timeMs < endMs);
  return new Map(index < 0 ? [] : [[index, 1]]);
};

const DAY_MS = 24 * HOUR_MS;
/** UTC days of the months that are asked about, each or not. */
const summedArbitrary = fc
  .array(fc.boolean(), { minLength: 560, maxLength: 560 })
  .map((isSummed) => {
    const firstMs = periodOf("day", Date.UTC(2025, 8)).startMs;
    return new Set(isSummed.flatMap((is, index) => (is ? [firstMs + index * DAY_MS] : [])));
  });

test("every instant counts once, in its bucket, and no instant outside of the range does", () => {
  const split = new ZonedBuckets();
  fc.assert(
    fc.property(
      questionArbitrary,
      summedArbitrary,
      fc.array(fc.double({ min: -0.1, max: 1.1, noNaN: true }), { minLength: 20 }),
      ({ range, zone, period, now }, summed, places) => {
        const buckets = split.of(period, zone, range);
        const startMs = range.startDate.getTime();
        const lengthMs = range.endDate.getTime() - startMs;
        const edges = buckets.flatMap((bucket) => [bucket.startMs - 1, bucket.startMs]);
        const instants = places.map((place) => Math.floor(startMs + place * lengthMs));
        const covers = [
          coverBuckets(buckets, TYPES, now),
          coverByDays(buckets, summed, now),
          coverByRows(buckets),
        ];
        for (const timeMs of [...instants, ...edges.slice(0, 20)]) {
          for (const cover of covers) {
            expect(countedIn(cover, timeMs)).toEqual(expectedIn(buckets, timeMs));
          }
        }
      },
    ),
    { numRuns: 200 },
  );
});

test("cells are whole periods, and rows are read for parts of hours alone", () => {
  const split = new ZonedBuckets();
  fc.assert(
    fc.property(questionArbitrary, ({ range, zone, period, now }) => {
      const { segments, pieces } = coverBuckets(split.of(period, zone, range), TYPES, now);
      for (const { periodType, startMs, endMs } of segments) {
        expect(startMs).toBeLessThan(endMs);
        expect(periodOf(periodType, startMs).startMs).toBe(startMs);
        expect(periodOf(periodType, endMs).startMs).toBe(endMs);
      }
      for (const { startMs, endMs } of pieces) {
        expect(startMs).toBeLessThan(endMs);
        expect(periodOf("hour", startMs).endMs).toBeGreaterThanOrEqual(endMs);
        expect(endMs - startMs).toBeLessThan(HOUR_MS);
      }
    }),
  );
});

test("a year is twelve months, and a range that ends now reads no rows", () => {
  const split = new ZonedBuckets();
  const year = { startDate: new Date("2025-01-01Z"), endDate: new Date("2026-01-01Z") };
  expect(coverBuckets(split.of(null, "UTC", year), TYPES, Date.UTC(2026, 5))).toEqual({
    segments: [
      {
        bucket: 0,
        periodType: "month",
        sign: 1,
        startMs: Date.UTC(2025, 0),
        endMs: Date.UTC(2026, 0),
      },
    ],
    pieces: [],
  });
  const nowMs = Date.UTC(2026, 0, 1, 7, 40);
  const today = { startDate: new Date("2026-01-01Z"), endDate: new Date(nowMs) };
  const { segments, pieces } = coverBuckets(split.of(null, "UTC", today), TYPES, nowMs);
  expect(segments.at(-1)?.endMs).toBe(Date.UTC(2026, 0, 1, 8));
  expect(pieces).toEqual([
    { plus: null, minus: 0, startMs: nowMs, endMs: Date.UTC(2026, 0, 1, 8) },
  ]);
});

test("by days, cells are days that are summed, and a month of them in UTC takes no rows", () => {
  const split = new ZonedBuckets();
  const september = { startDate: new Date("2025-09-01Z"), endDate: new Date("2025-10-01Z") };
  const days = split.of("day", "UTC", september);
  const summed = new Set(days.map(({ startMs }) => startMs));
  const endMs = september.endDate.getTime();
  expect(coverByDays(days, summed, endMs)).toEqual({
    segments: days.map(({ startMs, endMs: end }, bucket) => ({
      bucket,
      periodType: "day",
      sign: 1,
      startMs,
      endMs: end,
    })),
    pieces: [],
  });
  const whole = split.of(null, "UTC", september);
  const { startMs } = days[9] ?? { startMs: 0 };
  summed.delete(startMs);
  const { segments, pieces } = coverByDays(whole, summed, endMs);
  expect(segments).toHaveLength(2);
  expect(pieces).toEqual([{ plus: 0, minus: null, startMs, endMs: startMs + DAY_MS }]);
});
