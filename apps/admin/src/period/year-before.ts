import { dayAt, dayStart } from "../zone/zone-days.ts";
import { isLive, RANGE_DAYS_MAX, type Span } from "./range.ts";
import { DAY_MS, HOUR_MS } from "./utc-day.ts";

/** The same date a year earlier, in days since 1970-01-01; of 29 February the 28th. */
const dateBefore = (day: number): number => {
  const date = new Date(day * DAY_MS);
  const [year, month] = [date.getUTCFullYear() - 1, date.getUTCMonth()];
  const lastOfMonth = Date.UTC(year, month + 1, 0);
  return Math.min(Date.UTC(year, month, date.getUTCDate()), lastOfMonth) / DAY_MS;
};

const isFirstOfMonth = (day: number): boolean => new Date(day * DAY_MS).getUTCDate() === 1;

/** Whole months stand against whole months, also where a February was longer; never longer than may be asked for. */
const endBefore = (first: number, end: number): number => {
  const isMonths = isFirstOfMonth(first) && isFirstOfMonth(end);
  const before = isMonths ? dateBefore(end) : dateBefore(end - 1) + 1;
  return Math.min(before, dateBefore(first) + RANGE_DAYS_MAX);
};

const wholeBefore = ({ startMs, endMs, zone }: Span): Span => {
  if (endMs - startMs === HOUR_MS) {
    const day = Math.floor(startMs / DAY_MS);
    const beforeMs = startMs - (day - dateBefore(day)) * DAY_MS;
    return { startMs: beforeMs, endMs: beforeMs + HOUR_MS, zone };
  }
  const [first, end] = [dayAt(zone, startMs), dayAt(zone, endMs - 1) + 1];
  return {
    startMs: dayStart(zone, dateBefore(first)),
    endMs: dayStart(zone, endBefore(first, end)),
    zone,
  };
};

/**
 * The same dates of a zone a year before. A running span is compared with as much of the earlier one as has passed of it, up to the last
 * full minute; null in its first minute, when there is nothing to compare with.
 */
export const yearBefore = (span: Span, nowMs: number): Span | null => {
  const { startMs, endMs, zone } = wholeBefore(span);
  const elapsedMs = nowMs - span.startMs;
  const passedMs = isLive(span, nowMs) ? elapsedMs - (elapsedMs % 60_000) : endMs - startMs;
  return passedMs === 0 ? null : { startMs, endMs: Math.min(endMs, startMs + passedMs), zone };
};
