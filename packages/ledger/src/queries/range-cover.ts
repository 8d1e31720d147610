import { periodOf, type Period, type PeriodType } from "@tokenledger/usage";
import { fewestCells, type SignedSegment } from "./fewest-cells.ts";
import { ceil } from "./range-segments.ts";
import type { Bucket } from "./zoned-buckets.ts";

/** Cells of one period type that follow each other, all of one bucket. */
export interface BucketSegment extends SignedSegment {
  /** Position of the bucket. */
  readonly bucket: number;
}

/** Rows of less than an hour that a cell does not tell apart. */
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

/** An hour that buckets share, part by part. */
const partsOf = (hour: Period, buckets: readonly Bucket[]): readonly Part[] => {
  const owned = buckets.flatMap(({ startMs, endMs }, owner) => {
    const part = {
      owner,
      startMs: Math.max(startMs, hour.startMs),
      endMs: Math.min(endMs, hour.endMs),
    };
    return part.startMs < part.endMs ? [part] : [];
  });
  const from = owned[0]?.startMs ?? hour.endMs;
  const to = owned.at(-1)?.endMs ?? hour.endMs;
  return [
    ...(hour.startMs < from ? [{ owner: null, startMs: hour.startMs, endMs: from }] : []),
    ...owned,
    ...(to < hour.endMs ? [{ owner: null, startMs: to, endMs: hour.endMs }] : []),
  ];
};

/**
 * The hour's cell counts for the part with most rows, and the rows of the others are moved; where that part is outside of the range,
 * the cell is left alone. Time to come has no rows: a range that ends now costs nothing but its cell.
 */
const coverHour = (hour: Period, buckets: readonly Bucket[], nowMs: number): Cover => {
  const parts = partsOf(hour, buckets);
  const weight = ({ startMs, endMs }: Part): number =>
    Math.max(0, Math.min(endMs, nowMs) - startMs);
  const [base] = parts.toSorted((one, other) => weight(other) - weight(one));
  const minus = base?.owner ?? null;
  return {
    segments: minus === null ? [] : [{ bucket: minus, periodType: "hour", sign: 1, ...hour }],
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
  const hours = cutHours(buckets).map((hour) => coverHour(hour, buckets, nowMs));
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
