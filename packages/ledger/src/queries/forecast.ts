import type { Figures, MonthForecast, Period, UsageQueries } from "@tokenledger/usage";
import { zoneOf, type Asking } from "./asking.ts";
import { figuresOf, isNothing, noFigures, plus, tokensOf } from "./figures.ts";
import { resolveFilter, type ResolvedFilter } from "./resolved-filter.ts";
import { sumUsage } from "./usage-sums.ts";

/** Days whose means tell the days to come: four of each weekday. */
const BASIS_DAYS = 28;
const WEEK_DAYS = 7;

const METHOD_DESCRIPTION =
  "What was used so far, and for each day to come the mean of the same weekday in the last four weeks; of today, what is left of it. " +
  "Days before the first usage are no part of a mean; a weekday without any takes the mean of all days.";

type Measure = (figures: Figures) => bigint;

const measures = {
  costPicoUsd: (figures) => figures.costPicoUsd,
  requests: (figures) => figures.requests,
  tokens: tokensOf,
} satisfies Record<string, Measure>;

interface Basis {
  /** Oldest first, up to yesterday. */
  readonly days: readonly Figures[];
  readonly measure: Measure;
}

const mean = (values: readonly bigint[]): bigint =>
  values.length === 0 ? 0n : values.reduce((sum, value) => sum + value, 0n) / BigInt(values.length);

/** What a day is expected to come to. @param dayNumber 0 for today, 1 for tomorrow. */
const expected = ({ days, measure }: Basis, dayNumber: number): bigint => {
  const sameWeekday = days.filter(
    (_, index) => (days.length - index + dayNumber) % WEEK_DAYS === 0,
  );
  return mean((sameWeekday.length > 0 ? sameWeekday : days).map(measure));
};

interface Rest {
  readonly today: Period;
  readonly nowMs: number;
  readonly daysAfter: number;
}

const stillToCome = (basis: Basis, { today, nowMs, daysAfter }: Rest): bigint => {
  const leftMs = BigInt(today.endMs - nowMs);
  const ofToday = (expected(basis, 0) * leftMs) / BigInt(today.endMs - today.startMs);
  return Array.from({ length: daysAfter }, (_, index) => expected(basis, index + 1)).reduce(
    (sum, day) => sum + day,
    ofToday,
  );
};

/** Where the question cuts time. */
interface Calendar {
  readonly month: Period;
  readonly before: Period;
  /** As far into the month before as the month is now, at most its end. */
  readonly soFarEndMs: number;
  readonly today: Period;
  /** Oldest first, up to yesterday. */
  readonly basis: readonly Period[];
}

const calendarOf = ({ buckets, nowMs }: Asking, timeZone: string): Calendar => {
  const month = buckets.periodAt("month", timeZone, nowMs);
  const before = buckets.periodAt("month", timeZone, month.startMs - 1);
  const today = buckets.periodAt("day", timeZone, nowMs);
  const basis: Period[] = [];
  for (let startMs = today.startMs; basis.length < BASIS_DAYS; startMs = basis[0]?.startMs ?? 0) {
    basis.unshift(buckets.periodAt("day", timeZone, startMs - 1));
  }
  const soFarEndMs = Math.min(before.startMs + (nowMs - month.startMs), before.endMs);
  return { month, before, soFarEndMs, today, basis };
};

/** Sums up to now of whatever lies between two cuts, of one statement: a sum each would be planned four times. */
const sumsUpToNow = async (
  { runner, nowMs }: Asking,
  filter: ResolvedFilter,
  { month, before, soFarEndMs, basis }: Calendar,
): Promise<(period: Period) => Figures> => {
  const starts = [
    before.startMs,
    soFarEndMs,
    month.startMs,
    ...basis.map(({ startMs }) => startMs),
  ];
  const ends = basis.map(({ endMs }) => endMs);
  const cuts = [...new Set([...starts, ...ends, nowMs])].toSorted((one, other) => one - other);
  const tiles = cuts.slice(1).map((endMs, index) => {
    const startMs = cuts[index] ?? endMs;
    return { startMs, endMs, periodStartMs: startMs, periodEndMs: endMs };
  });
  const sums = await sumUsage(runner, { groups: [], filter, nowMs, buckets: tiles });
  return ({ startMs, endMs }) =>
    sums
      .filter(({ bucket }) => bucket.startMs >= startMs && bucket.endMs <= endMs)
      .map(figuresOf)
      .reduce(plus, noFigures);
};

/** Days before the first usage are no part of a mean. */
const sinceFirstUsage = (days: readonly Figures[]): readonly Figures[] => {
  const first = days.findIndex((day) => !isNothing(day));
  return first < 0 ? [] : days.slice(first);
};

/** Where the month that holds `nowMs` is going. The method is part of the answer. */
export const readForecast = async (
  asking: Asking,
  filter: Parameters<UsageQueries["forecast"]>[1],
): Promise<MonthForecast> => {
  const { buckets, nowMs, runner, scope } = asking;
  const timeZone = zoneOf(filter);
  const calendar = calendarOf(asking, timeZone);
  const { month, before, soFarEndMs, today } = calendar;
  const whole = { startDate: new Date(month.startMs), endDate: new Date(month.endMs) };
  const resolved = await resolveFilter(runner, scope, { ...filter, ...whole });
  const sumOf = await sumsUpToNow(asking, resolved, calendar);
  const toDate = sumOf({ startMs: month.startMs, endMs: nowMs });
  const days = sinceFirstUsage(calendar.basis.map(sumOf));
  const after = buckets
    .of("day", timeZone, { startDate: new Date(today.startMs), endDate: whole.endDate })
    .slice(1);
  const forecast = (measure: Measure): bigint =>
    measure(toDate) + stillToCome({ days, measure }, { today, nowMs, daysAfter: after.length });
  return {
    ...whole,
    toDate,
    previousToDate: sumOf({ startMs: before.startMs, endMs: soFarEndMs }),
    previousMonth: sumOf(before),
    method: "same-weekday-mean",
    methodDescription: METHOD_DESCRIPTION,
    basisDayCount: days.length,
    costPicoUsd: forecast(measures.costPicoUsd),
    requests: forecast(measures.requests),
    tokens: forecast(measures.tokens),
  };
};
