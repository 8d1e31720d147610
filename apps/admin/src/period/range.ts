import { DAY_MS, dayText, HOUR_MS, parseDay, startOfDay, startOfMonth } from "./utc-day.ts";

/** The ranges one click away. `mtd`: the running month. */
export const rangePresets = ["today", "7d", "30d", "mtd", "lastMonth"] as const;
export type RangePreset = (typeof rangePresets)[number];

/** The range the page opens on: whoever pays asks for the running month. */
export const DEFAULT_RANGE: RangePreset = "mtd";

/** Longest range that can be chosen, in days; keeps a chart under 400 buckets. */
export const RANGE_DAYS_MAX = 400;

/** Half-open span of whole UTC days, or of one hour; epoch milliseconds. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

const HOUR_TEXT_LENGTH = "2026-11-23T14".length;
const HOUR_TEXT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3])$/;

const isPreset = (text: string): text is RangePreset => rangePresets.some((name) => name === text);

const presetSpans: Record<RangePreset, (todayMs: number) => Span> = {
  today: (todayMs) => ({ startMs: todayMs, endMs: todayMs + DAY_MS }),
  "7d": (todayMs) => ({ startMs: todayMs - 6 * DAY_MS, endMs: todayMs + DAY_MS }),
  "30d": (todayMs) => ({ startMs: todayMs - 29 * DAY_MS, endMs: todayMs + DAY_MS }),
  mtd: (todayMs) => ({ startMs: startOfMonth(todayMs), endMs: todayMs + DAY_MS }),
  lastMonth: (todayMs) => ({ startMs: startOfMonth(todayMs, -1), endMs: startOfMonth(todayMs) }),
};

const daysSpan = (text: string): Span | null => {
  const [first, last, ...rest] = text.split("..").map(parseDay);
  if (typeof first !== "number" || typeof last !== "number" || rest.length > 0) {
    return null;
  }
  const endMs = last + DAY_MS;
  return first < endMs && endMs - first <= RANGE_DAYS_MAX * DAY_MS
    ? { startMs: first, endMs }
    : null;
};

const hourSpan = (text: string): Span | null => {
  const [, day = "", hour = ""] = HOUR_TEXT.exec(text) ?? [];
  const startMs = parseDay(day);
  return startMs === null
    ? null
    : { startMs: startMs + Number(hour) * HOUR_MS, endMs: startMs + (Number(hour) + 1) * HOUR_MS };
};

const writtenSpan = (text: string): Span | null => daysSpan(text) ?? hourSpan(text);

/** The preset an address names; null for days or an hour written out, and for nonsense. */
export const presetOf = (range: string): RangePreset | null => (isPreset(range) ? range : null);

/** Whether a text is a range an address may carry: a preset, `first..last` (both days included, at most 400 of them), or one hour, `2026-11-23T14`. */
export const isRange = (text: string): boolean => isPreset(text) || writtenSpan(text) !== null;

/** Writes two days, both included, as an address carries them. */
export const customRange = (firstDay: string, lastDay: string): string => `${firstDay}..${lastDay}`;

/** Turns the range of an address into a span. Nonsense counts as the default: a damaged link still opens. */
export const resolveRange = (range: string, nowMs: number): Span => {
  const today = startOfDay(nowMs);
  const preset = presetOf(range);
  return preset === null
    ? (writtenSpan(range) ?? presetSpans[DEFAULT_RANGE](today))
    : presetSpans[preset](today);
};

/** Whether records still arrive in the span. */
export const isLive = (span: Span, nowMs: number): boolean =>
  span.endMs > nowMs && span.startMs <= nowMs;

const isWholeMonths = (range: string): boolean => range === "mtd" || range === "lastMonth";

/**
 * The equal period before: the month before for months, else as many days earlier.
 * A running span is compared with as much of the earlier one as has passed of it, up to the last full minute
 * (so that the question, and the answer's cache, changes once a minute); never with the whole of it.
 */
export const previousSpan = (range: string, nowMs: number): Span => {
  const span = resolveRange(range, nowMs);
  const startMs = isWholeMonths(range)
    ? startOfMonth(span.startMs, -1)
    : span.startMs - (span.endMs - span.startMs);
  if (!isLive(span, nowMs)) {
    return { startMs, endMs: span.startMs };
  }
  const elapsedMs = nowMs - span.startMs;
  const endMs = Math.min(startMs + elapsedMs - (elapsedMs % 60_000), span.startMs);
  return { startMs, endMs };
};

/** Writes a span of whole days, or of one hour, as an address carries it. */
export const rangeOf = (span: Span): string =>
  span.endMs - span.startMs === HOUR_MS
    ? new Date(span.startMs).toISOString().slice(0, HOUR_TEXT_LENGTH)
    : customRange(dayText(span.startMs), dayText(span.endMs - DAY_MS));

/** The range one step earlier (-1) or later (1), as an address carries it; the same range where it would lie in the future. */
export const shiftRange = (range: string, step: -1 | 1, nowMs: number): string => {
  const span = resolveRange(range, nowMs);
  const moved = isWholeMonths(range)
    ? {
        startMs: startOfMonth(span.startMs, step),
        endMs: startOfMonth(span.startMs, step + 1),
      }
    : {
        startMs: span.startMs + step * (span.endMs - span.startMs),
        endMs: span.endMs + step * (span.endMs - span.startMs),
      };
  if (moved.startMs > nowMs) {
    return range;
  }
  return presetLike(moved, nowMs) ?? rangeOf(moved);
};

const presetLike = (span: Span, nowMs: number): RangePreset | null =>
  (["today", "mtd", "lastMonth"] as const).find((name) => {
    const preset = resolveRange(name, nowMs);
    return preset.startMs === span.startMs && preset.endMs === span.endMs;
  }) ?? null;

/** First and last day of a range, both included, as two date fields show them. */
export const rangeDays = (range: string, nowMs: number): { first: string; last: string } => {
  const span = resolveRange(range, nowMs);
  return { first: dayText(span.startMs), last: dayText(span.endMs - 1) };
};
