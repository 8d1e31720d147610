import type { PeriodType } from "../record/totals.ts";

/** A half-open stretch of time in epoch milliseconds: start included, end not. */
export interface Period {
  readonly startMs: number;
  readonly endMs: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** UTC has no daylight saving and epoch time no leap seconds, so hours and days have one length each. */
const fixedPeriod = (timeMs: number, lengthMs: number): Period => {
  const startMs = Math.floor(timeMs / lengthMs) * lengthMs + 0;
  return { startMs, endMs: startMs + lengthMs };
};

const monthPeriod = (timeMs: number): Period => {
  const start = new Date(timeMs);
  start.setUTCHours(0, 0, 0, 0);
  start.setUTCDate(1);
  const end = new Date(start);
  // Not Date.UTC: it reads the years 0 to 99 as 1900 to 1999.
  end.setUTCMonth(start.getUTCMonth() + 1);
  return { startMs: start.getTime(), endMs: end.getTime() };
};

const periods: Readonly<Record<PeriodType, (timeMs: number) => Period>> = {
  hour: (timeMs) => fixedPeriod(timeMs, HOUR_MS),
  day: (timeMs) => fixedPeriod(timeMs, DAY_MS),
  month: monthPeriod,
};

/**
 * The UTC hour, day or month that holds an instant (epoch milliseconds).
 * Periods of a type tile time: the end of one is the start of the next.
 */
export const periodOf = (type: PeriodType, timeMs: number): Period => periods[type](timeMs);
