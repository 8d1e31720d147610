import { AHEAD_MS_MAX } from "../limits.ts";
import { periodOf, type Period } from "../periods/periods.ts";
import { zonedPeriodOf } from "../periods/zoned-periods.ts";
import type { Quota, QuotaWindow } from "./quota.ts";

const HOUR_MS = 3_600_000;

const lengthMs: Readonly<Record<QuotaWindow, number>> = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
  month: 30 * 24 * HOUR_MS,
};

/** What says when a quota counts. */
export type WindowTerms = Pick<Quota, "window" | "isRolling" | "timeZone">;

/**
 * The window of a quota that holds an instant. A rolling one ends with the hour of the last record that may be accepted now, clocks ahead by
 * 5 minutes among them: nothing is stored beyond, and a whole hour is cheaper to sum than a part of one.
 */
export const quotaWindowOf = (
  { window, isRolling, timeZone }: WindowTerms,
  timeMs: number,
): Period =>
  isRolling
    ? {
        startMs: timeMs - lengthMs[window],
        endMs: periodOf("hour", timeMs + AHEAD_MS_MAX).endMs,
      }
    : zonedPeriodOf(window, timeZone, timeMs);

/** When the count starts anew, epoch milliseconds; null for a rolling window, of which a little is freed all the time. */
export const quotaResetMs = (terms: WindowTerms, timeMs: number): number | null =>
  terms.isRolling ? null : quotaWindowOf(terms, timeMs).endMs;
