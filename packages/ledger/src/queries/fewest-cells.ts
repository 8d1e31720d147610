import { periodOf, type Period, type PeriodType } from "@tokenledger/usage";
import { ceil, type Segment } from "./range-segments.ts";

/** Cells that count, or that are taken off others which hold too much. */
export interface SignedSegment extends Segment {
  readonly sign: 1 | -1;
}

const HOUR_MS = 3_600_000;
/** Of the shortest: it only weighs one way against another. */
const LENGTHS_MS = { hour: HOUR_MS, day: 24 * HOUR_MS, month: 28 * 24 * HOUR_MS };

/** How many cells a key or user may have there. Time to come has none. */
const cellCount = (segments: readonly SignedSegment[], nowMs: number): number =>
  segments
    .map(({ periodType, startMs, endMs }) =>
      Math.max(0, Math.ceil((Math.min(endMs, nowMs) - startMs) / LENGTHS_MS[periodType])),
    )
    .reduce((sum, count) => sum + count, 0);

const takenOff = (segments: readonly SignedSegment[]): readonly SignedSegment[] =>
  segments.map((segment) => Object.assign({}, segment, { sign: segment.sign === 1 ? -1 : 1 }));

/** A part of one period: by finer cells, or by the period's own less what lies around the part. */
const coverPart = (
  part: Period,
  coarsest: PeriodType,
  finer: readonly PeriodType[],
  nowMs: number,
): readonly SignedSegment[] => {
  const whole = periodOf(coarsest, part.startMs);
  const around = [
    { startMs: whole.startMs, endMs: part.startMs },
    { startMs: part.endMs, endMs: whole.endMs },
  ];
  const byParts = fewestCells(part, finer, nowMs);
  const byWhole = [
    { periodType: coarsest, sign: 1, ...whole } as const,
    ...takenOff(around.flatMap((stretch) => fewestCells(stretch, finer, nowMs))),
  ];
  return cellCount(byWhole, nowMs) < cellCount(byParts, nowMs) ? byWhole : byParts;
};

/**
 * Covers a stretch of whole hours by the fewest cells of the given types, coarsest first; the last must be the hour. The last thirty days are this month's
 * cell and some days of the month before: not thirty days.
 *
 * @param nowMs later than this there are no cells; only their number depends on it, never the sum.
 */
export const fewestCells = (
  stretch: Period,
  [coarsest, ...finer]: readonly PeriodType[],
  nowMs: number,
): readonly SignedSegment[] => {
  const { startMs, endMs } = stretch;
  if (coarsest === undefined || startMs >= endMs) return [];
  if (finer.length === 0) return [{ periodType: coarsest, sign: 1, startMs, endMs }];
  const first = ceil(coarsest, startMs);
  const last = periodOf(coarsest, endMs).startMs;
  if (first > last) return coverPart(stretch, coarsest, finer, nowMs);
  const part = (from: number, to: number): readonly SignedSegment[] =>
    from < to ? coverPart({ startMs: from, endMs: to }, coarsest, finer, nowMs) : [];
  const between: readonly SignedSegment[] =
    first < last ? [{ periodType: coarsest, sign: 1, startMs: first, endMs: last }] : [];
  return [...part(startMs, first), ...between, ...part(last, endMs)];
};
