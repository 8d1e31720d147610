import { periodOf, type Period, type PeriodType } from "@tokenledger/usage";
import { fewestCells, type SignedSegment } from "./fewest-cells.ts";
import { joined } from "./joined.ts";
import { ceil } from "./range-segments.ts";
import type { Bucket } from "./zoned-buckets.ts";

/** Cells of one period type that follow each other, all of one bucket. */
export interface BucketSegment extends SignedSegment {
  /** Position of the bucket. */
  readonly bucket: number;
}

/** Rows that no cell tells, or that a cell does not tell apart. */
export interface Piece extends Period {
  /** The bucket they belong to; null: none, they are outside of the range. */
  readonly plus: number | null;
  /** The bucket whose cell holds them; null: none does. */
  readonly minus: number | null;
}

/** What answers a question: cells, and rows that correct them. */
export interface Cover {
  readonly segments: readonly BucketSegment[];
  readonly pieces: readonly Piece[];
}

interface Part extends Period {
  readonly owner: number | null;
}

/** An hour or a day that buckets share, part by part. */
const partsOf = (whole: Period, buckets: readonly Bucket[]): readonly Part[] => {
  const owned = buckets.flatMap(({ startMs, endMs }, owner) => {
    const part = {
      owner,
      startMs: Math.max(startMs, whole.startMs),
      endMs: Math.min(endMs, whole.endMs),
    };
    return part.startMs < part.endMs ? [part] : [];
  });
  const from = owned[0]?.startMs ?? whole.endMs;
  const to = owned.at(-1)?.endMs ?? whole.endMs;
  return [
    ...(whole.startMs < from ? [{ owner: null, startMs: whole.startMs, endMs: from }] : []),
    ...owned,
    ...(to < whole.endMs ? [{ owner: null, startMs: to, endMs: whole.endMs }] : []),
  ];
};

/**
 * The cell of an hour or a day counts for the part with most rows, and the rows of the others are moved; where that part is outside of the range,
 * the cell is left alone. Time to come has no rows: a range that ends now costs nothing but its cell.
 */
const coverShared = (
  periodType: "hour" | "day",
  whole: Period,
  buckets: readonly Bucket[],
  nowMs: number,
): Cover => {
  const parts = partsOf(whole, buckets);
  const weight = ({ startMs, endMs }: Part): number =>
    Math.max(0, Math.min(endMs, nowMs) - startMs);
  const [base] = parts.toSorted((one, other) => weight(other) - weight(one));
  const minus = base?.owner ?? null;
  return {
    segments: minus === null ? [] : [{ bucket: minus, periodType, sign: 1, ...whole }],
    pieces: parts.flatMap(({ owner, startMs, endMs }) =>
      owner === minus ? [] : [{ plus: owner, minus, startMs, endMs }],
    ),
  };
};

const cutHours = (buckets: readonly Bucket[]): readonly Period[] => {
  const hours = new Map<number, Period>();
  for (const timeMs of buckets.flatMap(({ startMs, endMs }) => [startMs, endMs])) {
    const hour = periodOf("hour", timeMs);
    if (hour.startMs !== timeMs) hours.set(hour.startMs, hour);
  }
  return [...hours.values()];
};

/**
 * Covers buckets that tile a range by the fewest cells, months, days at their edges, hours at theirs, and by rows only where a bucket begins
 * or ends within an hour: in zones off by half an hour, and at the ends of a range. Every instant counts once, in its bucket.
 *
 * @param types of the cells there are, coarsest first; the last is the hour.
 * @param nowMs later than this there are no rows; only the cost depends on it, never the sum.
 */
export const coverBuckets = (
  buckets: readonly Bucket[],
  types: readonly PeriodType[],
  nowMs: number,
): Cover => {
  const whole = buckets.flatMap(({ startMs, endMs }, bucket) => {
    const hours = { startMs: ceil("hour", startMs), endMs: periodOf("hour", endMs).startMs };
    return fewestCells(hours, types, nowMs).map((segment) => Object.assign({ bucket }, segment));
  });
  const hours = cutHours(buckets).map((hour) => coverShared("hour", hour, buckets, nowMs));
  return {
    segments: [...whole, ...hours.flatMap(({ segments }) => segments)],
    pieces: hours.flatMap(({ pieces }) => pieces),
  };
};

/** Covers buckets by rows alone. */
export const coverByRows = (buckets: readonly Bucket[]): Cover => ({
  segments: [],
  pieces: buckets.map(({ startMs, endMs }, plus) => ({ plus, minus: null, startMs, endMs })),
});

/** The UTC days that buckets lie in. */
const daysAround = (buckets: readonly Bucket[]): readonly Period[] => {
  const days: Period[] = [];
  const endMs = buckets.at(-1)?.endMs ?? 0;
  let fromMs = buckets[0]?.startMs ?? 0;
  while (fromMs < endMs) {
    const day = periodOf("day", fromMs);
    days.push(day);
    fromMs = day.endMs;
  }
  return days;
};

/**
 * Covers buckets that tile a range by cells of UTC days and, where a day has no cell, or for what buckets share of one, by rows.
 *
 * @param summed the starts of the days that have a cell.
 * @param nowMs later than this there are no rows; only the cost depends on it, never the sum.
 */
export const coverByDays = (
  buckets: readonly Bucket[],
  summed: ReadonlySet<number>,
  nowMs: number,
): Cover => {
  const covers = daysAround(buckets).map((day): Cover => {
    if (summed.has(day.startMs)) return coverShared("day", day, buckets, nowMs);
    const owned = partsOf(day, buckets).filter(({ owner }) => owner !== null);
    return {
      segments: [],
      pieces: owned.map(({ owner: plus, startMs, endMs }) => ({
        plus,
        minus: null,
        startMs,
        endMs,
      })),
    };
  });
  return {
    segments: joined(
      covers.flatMap(({ segments }) => segments),
      (one, next) => one.bucket === next.bucket,
    ),
    pieces: joined(
      covers.flatMap(({ pieces }) => pieces),
      (one, next) => one.plus === next.plus && one.minus === next.minus,
    ),
  };
};
