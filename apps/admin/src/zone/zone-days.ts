import { DAY_MS } from "../period/utc-day.ts";
import { offsetMs, UTC } from "./zone.ts";

/** Most starts of days that are remembered; then all are forgotten. */
const KNOWN_MAX = 5000;
const known = new Map<string, number>();

/** Where the clock jumps over a midnight: the first moment after. Between the two the offset changes once. */
const jumpBetween = (zone: string, fromMs: number, toMs: number): number => {
  const before = offsetMs(zone, fromMs);
  let [low, high] = [fromMs, toMs];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(zone, middle) === before) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
};

const findStart = (zone: string, day: number): number => {
  const midnightMs = day * DAY_MS;
  const offsets = [offsetMs(zone, midnightMs - DAY_MS), offsetMs(zone, midnightMs + DAY_MS)];
  const starts = offsets.map((offset) => midnightMs - offset).toSorted((one, two) => one - two);
  const [first = midnightMs, last = midnightMs] = starts;
  const start = starts.find((timeMs) => timeMs + offsetMs(zone, timeMs) === midnightMs);
  return start ?? jumpBetween(zone, first, last);
};

/**
 * The first moment of a date of a zone (days since 1970-01-01), epoch milliseconds: midnight, or what follows where the clock jumps over it.
 * The same as the server's `zonedPeriodOf`; a test compares the two over every change of the clock.
 */
export const dayStart = (zone: string, day: number): number => {
  if (zone === UTC) {
    return day * DAY_MS;
  }
  const key = `${zone} ${day}`;
  const start = known.get(key) ?? findStart(zone, day);
  if (known.size >= KNOWN_MAX) {
    known.clear();
  }
  known.set(key, start);
  return start;
};

/** The date of a zone that holds a moment. Where the clock goes back over midnight, the old date comes again: it belongs to the new one. */
export const dayAt = (zone: string, timeMs: number): number => {
  let day = Math.floor((timeMs + offsetMs(zone, timeMs)) / DAY_MS);
  while (dayStart(zone, day + 1) <= timeMs) {
    day += 1;
  }
  return day;
};

/** The first day of a date's month, moved by whole months. */
export const firstOfMonth = (day: number, monthsAhead = 0): number => {
  const date = new Date(day * DAY_MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + monthsAhead, 1) / DAY_MS;
};
