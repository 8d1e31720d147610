/** Length of a UTC day in milliseconds; UTC has no daylight saving, and JavaScript's clock no leap seconds. */
export const DAY_MS = 86_400_000;
/** Length of an hour in milliseconds. */
export const HOUR_MS = 3_600_000;

const DAY_TEXT = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The start of the UTC day a moment lies in, epoch milliseconds. */
export const startOfDay = (timeMs: number): number => Math.floor(timeMs / DAY_MS) * DAY_MS;

/** A UTC day as people and addresses write it: `2026-11-23`. */
export const dayText = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10);

/** Reads `2026-11-23`. @returns its start in epoch milliseconds; null for anything else, impossible days (February 30) included. */
export const parseDay = (text: string): number | null => {
  if (!DAY_TEXT.test(text)) {
    return null;
  }
  const timeMs = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(timeMs) || dayText(timeMs) !== text ? null : timeMs;
};
