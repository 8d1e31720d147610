import { periodOf, type Period } from "../periods/periods.ts";
import type { AlertWindow } from "./alert-rule.ts";

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** The epoch was a Thursday. */
const MONDAY_MS = 4 * DAY_MS;

/** The UTC hour, day, week (from Monday) or month that holds an instant. */
export const alertWindow = (window: AlertWindow, timeMs: number): Period => {
  if (window !== "week") return periodOf(window, timeMs);
  const startMs = Math.floor((timeMs - MONDAY_MS) / WEEK_MS) * WEEK_MS + MONDAY_MS;
  return { startMs, endMs: startMs + WEEK_MS };
};

/** The last `hours` whole hours before the one that holds an instant, and that one up to the instant: sums are kept by the hour. */
export const lastHours = (hours: number, nowMs: number): Period => ({
  startMs: periodOf("hour", nowMs).startMs - hours * HOUR_MS,
  endMs: nowMs,
});
