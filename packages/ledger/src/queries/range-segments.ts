import { periodOf, type DateRange, type Period, type PeriodType } from "@tokenledger/usage";

/** Periods of one type that follow each other: the starts from `startMs` up to, not including, `endMs`. */
export interface Segment extends Period {
  readonly periodType: PeriodType;
}

/** The start of the first period that starts at an instant or after it. */
export const ceil = (type: PeriodType, timeMs: number): number => {
  const { startMs, endMs } = periodOf(type, timeMs);
  return startMs === timeMs ? startMs : endMs;
};

/** The periods that start in a range: what a question about periods of this type covers. */
export const periodsWithin = (type: PeriodType, { startDate, endDate }: DateRange): Period => ({
  startMs: ceil(type, startDate.getTime()),
  endMs: ceil(type, endDate.getTime()),
});

/** Covers a stretch of whole hours by the fewest cells of the given types, coarsest first; the last must be the hour. */
export const coverByCells = (
  { startMs, endMs }: Period,
  [coarsest, ...finer]: readonly PeriodType[],
): readonly Segment[] => {
  if (coarsest === undefined || startMs >= endMs) return [];
  const first = ceil(coarsest, startMs);
  const last = periodOf(coarsest, endMs).startMs;
  if (first >= last) return coverByCells({ startMs, endMs }, finer);
  return [
    ...coverByCells({ startMs, endMs: first }, finer),
    { periodType: coarsest, startMs: first, endMs: last },
    ...coverByCells({ startMs: last, endMs }, finer),
  ];
};

/**
 * Covers the hours that start in a range by the fewest cells: months, days at their edges, hours at theirs.
 * A year is 12 cells a dimension instead of 8,760. Every hour is covered once.
 */
export const rangeSegments = (range: DateRange): readonly Segment[] =>
  coverByCells(periodsWithin("hour", range), ["month", "day", "hour"]);
