import type { PeriodType } from "@tokenledger/usage";
import type { Span } from "./range.ts";
import { DAY_MS, HOUR_MS, startOfMonth } from "./utc-day.ts";

/** The period a chart of this span counts by: hours up to two days, days up to a quarter, months beyond; under 100 buckets always. */
export const periodFor = (span: Span): PeriodType => {
  const days = (span.endMs - span.startMs) / DAY_MS;
  if (days <= 2) {
    return "hour";
  }
  return days <= 93 ? "day" : "month";
};

/** The start of the bucket after the one that starts here. */
export const nextBucket = (startMs: number, period: PeriodType): number => {
  if (period === "month") {
    return startOfMonth(startMs, 1);
  }
  return startMs + (period === "hour" ? HOUR_MS : DAY_MS);
};

/** Every bucket start of a span, empty ones included, so that a chart shows its silence as silence. */
export const bucketStarts = (span: Span, period: PeriodType): readonly number[] => {
  const starts: number[] = [];
  let startMs = period === "month" ? startOfMonth(span.startMs) : span.startMs;
  while (startMs < span.endMs) {
    starts.push(startMs);
    startMs = nextBucket(startMs, period);
  }
  return starts;
};
