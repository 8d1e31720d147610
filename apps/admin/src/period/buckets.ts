import type { PeriodType } from "@tokenledger/usage";
import { dayAt, dayStart, firstOfMonth } from "../zone/zone-days.ts";
import type { Span } from "./range.ts";
import { DAY_MS, HOUR_MS } from "./utc-day.ts";

/** The period a chart of this span counts by: hours up to two days, days up to a quarter, months beyond; under 100 buckets always. */
export const periodFor = (span: Span): PeriodType => {
  // Days with a change of the clock are an hour longer or shorter.
  const days = Math.round((span.endMs - span.startMs) / DAY_MS);
  if (days <= 2) {
    return "hour";
  }
  return days <= 93 ? "day" : "month";
};

/** The start of the bucket that holds a moment. Hours are hours of UTC in every zone, as the server counts them. */
export const bucketStart = (zone: string, timeMs: number, period: PeriodType): number => {
  if (period === "hour") {
    return Math.floor(timeMs / HOUR_MS) * HOUR_MS;
  }
  const day = dayAt(zone, timeMs);
  return dayStart(zone, period === "month" ? firstOfMonth(day) : day);
};

/** The start of the bucket after the one that starts here. */
export const nextBucket = (zone: string, startMs: number, period: PeriodType): number => {
  if (period === "hour") {
    return startMs + HOUR_MS;
  }
  const day = dayAt(zone, startMs);
  return dayStart(zone, period === "month" ? firstOfMonth(day, 1) : day + 1);
};

/** Every bucket start of a span, empty ones included, so that a chart shows its silence as silence. */
export const bucketStarts = (span: Span, period: PeriodType): readonly number[] => {
  const starts: number[] = [];
  let startMs = bucketStart(span.zone, span.startMs, period);
  while (startMs < span.endMs) {
    starts.push(startMs);
    startMs = nextBucket(span.zone, startMs, period);
  }
  return starts;
};
