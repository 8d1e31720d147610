import { Temporal } from "temporal-polyfill";
import type { Period } from "./periods.ts";

/** Periods of a zone's own clock and calendar. Weeks begin on Monday (ISO 8601). */
export const zonedPeriodTypes = ["hour", "day", "week", "month"] as const;
export type ZonedPeriodType = (typeof zonedPeriodTypes)[number];
type CalendarPeriodType = Exclude<ZonedPeriodType, "hour">;

const HOUR_NS = 3_600_000_000_000n;
/** `+01:00` and the like are taken by Intl too, but say nothing about daylight saving. */
const ZONE_NAME = /^[A-Za-z]/;

/** Whether this runtime knows a name as a zone of the IANA database. */
export const isTimeZone = (name: string): boolean => {
  if (!ZONE_NAME.test(name)) return false;
  try {
    Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** An hour of the clock; a change of the clock ends it, and starts another. */
const hourOf = (at: Temporal.ZonedDateTime): Period => {
  const localNs = at.epochNanoseconds + BigInt(at.offsetNanoseconds);
  const pastNs = ((localNs % HOUR_NS) + HOUR_NS) % HOUR_NS;
  const start = at.subtract({ nanoseconds: Number(pastNs) });
  const last = start.add({ nanoseconds: Number(HOUR_NS - 1n) });
  const startMs = start.epochMilliseconds;
  const endMs = startMs + Number(HOUR_NS / 1_000_000n);
  // Looking for the changes costs 4 ms; nearly no hour has one.
  if (
    start.offsetNanoseconds === at.offsetNanoseconds &&
    last.offsetNanoseconds === at.offsetNanoseconds
  ) {
    return { startMs, endMs };
  }
  // The instant itself, when the clock changes at it, belongs to what follows.
  const changed = at.add({ nanoseconds: 1 }).getTimeZoneTransition("previous");
  const changes = at.getTimeZoneTransition("next");
  return {
    startMs: Math.max(startMs, changed?.epochMilliseconds ?? startMs),
    endMs: Math.min(endMs, changes?.epochMilliseconds ?? endMs),
  };
};

const firstDates: Readonly<
  Record<CalendarPeriodType, (date: Temporal.PlainDate) => Temporal.PlainDate>
> = {
  day: (date) => date,
  week: (date) => date.subtract({ days: date.dayOfWeek - 1 }),
  month: (date) => date.with({ day: 1 }),
};

const nextDates: Readonly<
  Record<CalendarPeriodType, (date: Temporal.PlainDate) => Temporal.PlainDate>
> = {
  day: (date) => date.add({ days: 1 }),
  week: (date) => date.add({ weeks: 1 }),
  month: (date) => date.add({ months: 1 }),
};

/** A date starts at its first instant, which is not midnight where the clock jumps over it. */
const dateStartMs = (date: Temporal.PlainDate, timeZone: string): number =>
  date.toZonedDateTime(timeZone).epochMilliseconds;

const calendarPeriodOf = (type: CalendarPeriodType, at: Temporal.ZonedDateTime): Period => {
  const { timeZoneId, epochMilliseconds: timeMs } = at;
  let first = firstDates[type](at.toPlainDate());
  let startMs = dateStartMs(first, timeZoneId);
  for (;;) {
    const next = nextDates[type](first);
    const endMs = dateStartMs(next, timeZoneId);
    if (timeMs < endMs) return { startMs, endMs };
    // Where the clock went back over midnight (St John's, 00:01 to 23:01), the old date comes again: it belongs to the new one, which has begun.
    first = next;
    startMs = endMs;
  }
};

/**
 * The hour, day, week or month of a zone that holds an instant (epoch milliseconds): exact, whatever daylight saving does.
 * Periods of a type tile time: the end of one is the start of the next. A day has 23, 24 or 25 hours; a date that a zone
 * skipped has none; an hour of a clock that is changed by half an hour is two.
 *
 * About 60 µs; whoever asks often keeps the answer until `endMs`.
 *
 * @throws RangeError for a zone that `isTimeZone` does not know.
 */
export const zonedPeriodOf = (type: ZonedPeriodType, timeZone: string, timeMs: number): Period => {
  const at = Temporal.Instant.fromEpochMilliseconds(timeMs).toZonedDateTimeISO(timeZone);
  return type === "hour" ? hourOf(at) : calendarPeriodOf(type, at);
};

/** Where the period that holds an instant starts. */
export const zonedPeriodStart = (type: ZonedPeriodType, timeZone: string, timeMs: number): number =>
  zonedPeriodOf(type, timeZone, timeMs).startMs;

/** Where the period after the one that holds an instant starts. */
export const nextZonedPeriodStart = (
  type: ZonedPeriodType,
  timeZone: string,
  timeMs: number,
): number => zonedPeriodOf(type, timeZone, timeMs).endMs;
