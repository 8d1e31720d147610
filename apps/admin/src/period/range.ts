import { dayAt, dayStart, firstOfMonth } from "../zone/zone-days.ts";
import { DAY_MS, dayText, HOUR_MS, parseDay } from "./utc-day.ts";

/** The ranges one click away. `mtd`: the running month; `qtd`: the running quarter. */
export const rangePresets = ["today", "yesterday", "7d", "30d", "mtd", "lastMonth", "qtd"] as const;
export type RangePreset = (typeof rangePresets)[number];

/** The range the page opens on: whoever pays asks for the running month. */
export const DEFAULT_RANGE: RangePreset = "mtd";

/** Longest range that can be chosen, in days; keeps a chart under 400 buckets. */
export const RANGE_DAYS_MAX = 400;

/** Half-open span of whole days of a zone, or of one hour of UTC; epoch milliseconds. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
  /** Whose days they are: the IANA name of a time zone. */
  readonly zone: string;
}

/** Dates, days since 1970-01-01: the first, and the one after the last. */
interface Dates {
  readonly first: number;
  readonly end: number;
}

const QUARTER_MONTHS = 3;
const HOUR_TEXT_LENGTH = "2026-11-23T14".length;
const HOUR_TEXT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3])$/;

const isPreset = (text: string): text is RangePreset => rangePresets.some((name) => name === text);

/** The first day of a date's quarter. */
const firstOfQuarter = (day: number): number =>
  firstOfMonth(day, -(new Date(day * DAY_MS).getUTCMonth() % QUARTER_MONTHS));

const presetDates: Record<RangePreset, (today: number) => Dates> = {
  today: (today) => ({ first: today, end: today + 1 }),
  yesterday: (today) => ({ first: today - 1, end: today }),
  "7d": (today) => ({ first: today - 6, end: today + 1 }),
  "30d": (today) => ({ first: today - 29, end: today + 1 }),
  mtd: (today) => ({ first: firstOfMonth(today), end: today + 1 }),
  lastMonth: (today) => ({ first: firstOfMonth(today, -1), end: firstOfMonth(today) }),
  qtd: (today) => ({ first: firstOfQuarter(today), end: today + 1 }),
};

const writtenDates = (text: string): Dates | null => {
  const [first, last, ...rest] = text.split("..").map(parseDay);
  if (typeof first !== "number" || typeof last !== "number" || rest.length > 0) {
    return null;
  }
  const dates = { first: first / DAY_MS, end: last / DAY_MS + 1 };
  const count = dates.end - dates.first;
  return count > 0 && count <= RANGE_DAYS_MAX ? dates : null;
};

/** An hour is written in UTC, whatever the zone: where a clock goes back, its own hours come twice. */
const writtenHour = (text: string): number | null => {
  const [, day = "", hour = ""] = HOUR_TEXT.exec(text) ?? [];
  const startMs = parseDay(day);
  return startMs === null ? null : startMs + Number(hour) * HOUR_MS;
};

const spanOf = ({ first, end }: Dates, zone: string): Span => ({
  startMs: dayStart(zone, first),
  endMs: dayStart(zone, end),
  zone,
});

const hourSpan = (startMs: number, zone: string): Span => ({
  startMs,
  endMs: startMs + HOUR_MS,
  zone,
});

const datesOf = ({ startMs, endMs, zone }: Span): Dates => ({
  first: dayAt(zone, startMs),
  end: dayAt(zone, endMs - 1) + 1,
});

const isHour = (span: Span): boolean => span.endMs - span.startMs === HOUR_MS;

/** The preset an address names; null for days or an hour written out, and for nonsense. */
export const presetOf = (range: string): RangePreset | null => (isPreset(range) ? range : null);

/** Whether a text is a range an address may carry: a preset, `first..last` (both days included, at most 400 of them), or one hour of UTC, `2026-11-23T14`. */
export const isRange = (text: string): boolean =>
  isPreset(text) || writtenDates(text) !== null || writtenHour(text) !== null;

/** Writes two days, both included, as an address carries them. */
export const customRange = (firstDay: string, lastDay: string): string => `${firstDay}..${lastDay}`;

/** Turns the range of an address into a span of a zone's days. Nonsense counts as the default: a damaged link still opens. */
export const resolveRange = (range: string, nowMs: number, zone: string): Span => {
  const hour = writtenHour(range);
  if (hour !== null) {
    return hourSpan(hour, zone);
  }
  const preset = presetOf(range);
  const dates = preset === null ? writtenDates(range) : null;
  return spanOf(dates ?? presetDates[preset ?? DEFAULT_RANGE](dayAt(zone, nowMs)), zone);
};

/** Whether records still arrive in the span. */
export const isLive = (span: Pick<Span, "startMs" | "endMs">, nowMs: number): boolean =>
  span.endMs > nowMs && span.startMs <= nowMs;

/** How many months a range is of; 0 where it is of days. */
const monthsOf = (range: string): number => {
  if (range === "qtd") {
    return QUARTER_MONTHS;
  }
  return range === "mtd" || range === "lastMonth" ? 1 : 0;
};

/** Where the equal period before starts: months before for months, else as many days earlier. */
const startBefore = (range: string, span: Span): number => {
  if (isHour(span)) {
    return span.startMs - HOUR_MS;
  }
  const { first, end } = datesOf(span);
  const months = monthsOf(range);
  return dayStart(span.zone, months === 0 ? 2 * first - end : firstOfMonth(first, -months));
};

/**
 * The equal period before: the month or quarter before for those, else as many days earlier.
 * A running span is compared with as much of the earlier one as has passed of it, up to the last full minute
 * (so that the question, and the answer's cache, changes once a minute); never with the whole of it.
 */
export const previousSpan = (range: string, nowMs: number, zone: string): Span => {
  const span = resolveRange(range, nowMs, zone);
  const startMs = startBefore(range, span);
  if (!isLive(span, nowMs)) {
    return { startMs, endMs: span.startMs, zone };
  }
  const elapsedMs = nowMs - span.startMs;
  const endMs = Math.min(startMs + elapsedMs - (elapsedMs % 60_000), span.startMs);
  return { startMs, endMs, zone };
};

/** Writes a span of whole days, or of one hour, as an address carries it. */
export const rangeOf = (span: Span): string => {
  if (isHour(span)) {
    return new Date(span.startMs).toISOString().slice(0, HOUR_TEXT_LENGTH);
  }
  const { first, end } = datesOf(span);
  return customRange(dayText(first * DAY_MS), dayText((end - 1) * DAY_MS));
};

const movedSpan = (range: string, span: Span, step: -1 | 1): Span => {
  if (isHour(span)) {
    return hourSpan(span.startMs + step * HOUR_MS, span.zone);
  }
  const { first, end } = datesOf(span);
  const count = end - first;
  const months = monthsOf(range);
  const moved =
    months === 0
      ? { first: first + step * count, end: end + step * count }
      : {
          first: firstOfMonth(first, step * months),
          end: firstOfMonth(first, (step + 1) * months),
        };
  return spanOf(moved, span.zone);
};

/** The range one step earlier (-1) or later (1), as an address carries it; the same range where it would lie in the future. */
export const shiftRange = (range: string, step: -1 | 1, nowMs: number, zone: string): string => {
  const moved = movedSpan(range, resolveRange(range, nowMs, zone), step);
  if (moved.startMs > nowMs) {
    return range;
  }
  return presetLike(moved, nowMs) ?? rangeOf(moved);
};

const presetLike = (span: Span, nowMs: number): RangePreset | null =>
  (["today", "yesterday", "mtd", "lastMonth", "qtd"] as const).find((name) => {
    const preset = resolveRange(name, nowMs, span.zone);
    return preset.startMs === span.startMs && preset.endMs === span.endMs;
  }) ?? null;

/** First and last day of a range, both included, as two date fields show them. */
export const rangeDays = (
  range: string,
  nowMs: number,
  zone: string,
): { readonly first: string; readonly last: string } => {
  const { first, end } = datesOf(resolveRange(range, nowMs, zone));
  return { first: dayText(first * DAY_MS), last: dayText((end - 1) * DAY_MS) };
};
