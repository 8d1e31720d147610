import type { Comparison, DateRange } from "@tokenledger/usage";
import type { ZonedPeriodType } from "@tokenledger/usage/zoned-periods";
import type { ZonedBuckets } from "./zoned-buckets.ts";

type PeriodAt = (
  type: ZonedPeriodType,
  timeMs: number,
) => { readonly startMs: number; readonly endMs: number };

/** As many whole months as the range has, before it; null where it is not made of whole months. */
const monthsBefore = (startMs: number, endMs: number, periodAt: PeriodAt): number | null => {
  if (periodAt("month", startMs).startMs !== startMs) return null;
  let previousMs = startMs;
  let timeMs = startMs;
  while (timeMs < endMs) {
    timeMs = periodAt("month", timeMs).endMs;
    previousMs = periodAt("month", previousMs - 1).startMs;
  }
  return timeMs === endMs ? previousMs : null;
};

/** The same days as far into the month before; null where the range does not begin a month and stay in it. */
const monthSoFarBefore = (startMs: number, endMs: number, periodAt: PeriodAt): DateRange | null => {
  const month = periodAt("month", startMs);
  if (month.startMs !== startMs || endMs > month.endMs) return null;
  const before = periodAt("month", startMs - 1);
  const previousEndMs = Math.min(before.startMs + (endMs - startMs), startMs);
  return { startDate: new Date(before.startMs), endDate: new Date(previousEndMs) };
};

const daysBefore = (startMs: number, endMs: number, periodAt: PeriodAt): DateRange | null => {
  if (periodAt("day", startMs).startMs !== startMs) return null;
  let previousMs = startMs;
  let timeMs = startMs;
  while (timeMs < endMs) {
    timeMs = periodAt("day", timeMs).endMs;
    previousMs = periodAt("day", previousMs - 1).startMs;
  }
  // A range that ends within a day is compared with one that ends as far into its day.
  const shortMs = timeMs - endMs;
  return { startDate: new Date(previousMs), endDate: new Date(startMs - shortMs) };
};

/**
 * The range to compare with: the one that was given, or the stretch before that is like this one. Whole months are compared with as many
 * months, a month so far with the month before so far, days with as many days, anything else with the same length of time.
 */
export const rangeBefore = (
  { startDate, endDate }: DateRange,
  compare: Comparison,
  timeZone: string,
  buckets: ZonedBuckets,
): DateRange => {
  if (compare !== "previous") return compare;
  const [startMs, endMs] = [startDate.getTime(), endDate.getTime()];
  const periodAt: PeriodAt = (type, timeMs) => buckets.periodAt(type, timeZone, timeMs);
  const months = monthsBefore(startMs, endMs, periodAt);
  if (months !== null) return { startDate: new Date(months), endDate: startDate };
  const isOneDay = endMs <= periodAt("day", startMs).endMs;
  const soFar = isOneDay ? null : monthSoFarBefore(startMs, endMs, periodAt);
  const before = soFar ?? daysBefore(startMs, endMs, periodAt);
  return before ?? { startDate: new Date(startMs - (endMs - startMs)), endDate: startDate };
};
