import type { DateRange, Figures, MonthForecast, UsageQueries } from "@tokenledger/usage";
import { sumsOf, zoneOf, type Asking, type SumQuestion } from "./asking.ts";
import { figuresOf, noFigures, plus, tokensOf } from "./figures.ts";
import { resolveFilter } from "./resolved-filter.ts";
import type { Bucket } from "./zoned-buckets.ts";

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
  readonly today: Bucket;
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

/** The last days that are over, without those before the first usage among them. */
const basisDays = async (
  asking: Asking,
  question: Omit<SumQuestion, "range" | "period">,
  timeZone: string,
): Promise<readonly Figures[]> => {
  const today = asking.buckets.periodAt("day", timeZone, asking.nowMs);
  let startMs = today.startMs;
  for (let day = 0; day < BASIS_DAYS; day += 1) {
    startMs = asking.buckets.periodAt("day", timeZone, startMs - 1).startMs;
  }
  const range = { startDate: new Date(startMs), endDate: new Date(today.startMs), timeZone };
  const sums = await sumsOf(asking, { ...question, range, period: "day" });
  const found = new Map(sums.map((sum) => [sum.bucket.startMs, figuresOf(sum)]));
  const days = asking.buckets.of("day", timeZone, range);
  const first = days.findIndex((day) => found.has(day.startMs));
  return first < 0 ? [] : days.slice(first).map((day) => found.get(day.startMs) ?? noFigures);
};

/** Where the month that holds `nowMs` is going. The method is part of the answer. */
export const readForecast = async (
  asking: Asking,
  filter: Parameters<UsageQueries["forecast"]>[1],
): Promise<MonthForecast> => {
  const { buckets, nowMs, runner, scope } = asking;
  const timeZone = zoneOf(filter);
  const month = buckets.periodAt("month", timeZone, nowMs);
  const before = buckets.periodAt("month", timeZone, month.startMs - 1);
  const whole = { startDate: new Date(month.startMs), endDate: new Date(month.endMs) };
  const question = {
    filter: await resolveFilter(runner, scope, { ...filter, ...whole }),
    groups: [],
  };
  const sumOf = async (startMs: number, endMs: number): Promise<Figures> => {
    const range: DateRange = { startDate: new Date(startMs), endDate: new Date(endMs) };
    const [sum] = await sumsOf(asking, {
      ...question,
      range: { ...range, timeZone },
      period: null,
    });
    return figuresOf(sum ?? noFigures);
  };
  const toDate = await sumOf(month.startMs, nowMs);
  const soFarEndMs = Math.min(before.startMs + (nowMs - month.startMs), before.endMs);
  const previousToDate = await sumOf(before.startMs, soFarEndMs);
  const previousRest = await sumOf(soFarEndMs, before.endMs);
  const days = await basisDays(asking, question, timeZone);
  const [today, ...after] = buckets.of("day", timeZone, {
    startDate: new Date(buckets.periodAt("day", timeZone, nowMs).startMs),
    endDate: whole.endDate,
  });
  const forecast = (measure: Measure): bigint =>
    measure(toDate) +
    (today === undefined
      ? 0n
      : stillToCome({ days, measure }, { today, nowMs, daysAfter: after.length }));
  return {
    ...whole,
    toDate,
    previousToDate,
    previousMonth: plus(previousToDate, previousRest),
    method: "same-weekday-mean",
    methodDescription: METHOD_DESCRIPTION,
    basisDayCount: days.length,
    costPicoUsd: forecast(measures.costPicoUsd),
    requests: forecast(measures.requests),
    tokens: forecast(measures.tokens),
  };
};
