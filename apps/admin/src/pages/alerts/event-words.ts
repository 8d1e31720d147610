import type { AlertEvent, AlertFinding, AlertRule } from "@tokenledger/usage/alerts";
import type { AlertMetric } from "./alert-measure.ts";
import type { EventFigures, EventKind, EventTexts } from "./event-texts.ts";
import type { Formatter } from "../../format/formatter.ts";

/** What a rule found, in the reader's language. */
export interface EventWords {
  readonly title: string;
  readonly detail: string | null;
  readonly advice: string;
}

/** An event beside how it is told. */
export interface ToldEvent {
  readonly event: AlertEvent;
  readonly words: EventWords;
}

/** What it takes to tell an event. */
export interface EventTelling {
  readonly texts: EventTexts;
  readonly format: Formatter;
  /** What usage without a user, key, model or feature is called. */
  readonly none: Readonly<Record<"key" | "user" | "model" | "feature", string>>;
  /** By what the rule groups; null where it is gone. */
  readonly groupBy: AlertRule["groupBy"] | null;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PERCENT = 100;
/** Error rates are kept in hundredths of a percent. */
const BASIS_POINTS = 10_000;
const noneNames = { access_key: "key", user: "user", model: "model", feature: "feature" } as const;

const metricOf = (unit: string): AlertMetric => {
  if (unit === "pico-USD") return "spend";
  return unit === "tokens" ? "tokens" : "requests";
};

/** How the values of a unit are written; null for one this page does not know. */
const writerOf = (unit: string, format: Formatter): ((value: bigint) => string) | null => {
  const writers: Readonly<Record<string, (value: bigint) => string>> = {
    "pico-USD": format.money,
    tokens: format.compact,
    requests: format.exact,
    records: format.exact,
    hours: format.hours,
    seconds: (value) => format.duration(Number(value) * 1000),
    percent: (value) => format.share(Number(value) / PERCENT),
    "hundredths of a percent": (value) => format.share(Number(value) / BASIS_POINTS),
  };
  return writers[unit] ?? null;
};

const kindOf = ({ ruleKind, dimension }: AlertFinding, texts: EventTexts): EventKind | null => {
  const wanted = ruleKind === "data_health" ? dimension : ruleKind;
  const kinds: readonly string[] = Object.keys(texts.kinds);
  const isKind = (text: string): text is EventKind => kinds.includes(text);
  return isKind(wanted) ? wanted : null;
};

/** Whom it is about; empty for everything, null where nobody can tell any more. */
const subjectOf = (event: AlertFinding, { groupBy, none }: EventTelling): string | null => {
  if (event.ruleKind === "data_health") return "";
  if (event.dimension !== "") return event.dimensionName;
  if (event.ruleKind === "unpriced") return none.model;
  if (groupBy === null || groupBy === "none") return groupBy === null ? null : "";
  return none[noneNames[groupBy]];
};

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** The window an event is about, as days of UTC, in which rules count; null where it has none. */
const periodText = ({ periodStart, periodEnd }: AlertFinding, format: Formatter): string | null => {
  if (periodEnd === null) return null;
  const startMs = periodStart.getTime();
  const lengthMs = periodEnd.getTime() - startMs;
  if (lengthMs <= HOUR_MS) return format.moment(startMs);
  const last = new Date(periodEnd.getTime() - DAY_MS);
  return lengthMs <= DAY_MS
    ? format.utcDay(startMs)
    : format.dates(periodStart.toISOString(), last.toISOString());
};

/**
 * Tells an event by its kind and figures, in the reader's language. What a rule sends to channels is English, once and for all; this page
 * falls back to it where it does not know kind or unit, or where nobody can tell any more whom it was about.
 */
export const eventWords = (event: AlertFinding, telling: EventTelling): EventWords => {
  const { texts, format } = telling;
  const write = writerOf(event.unit, format);
  const kind = kindOf(event, texts);
  const subject = subjectOf(event, telling);
  if (write === null || kind === null || subject === null) {
    return { title: event.title, detail: event.summary, advice: event.advice };
  }
  const figures: EventFigures = {
    metric: metricOf(event.unit),
    value: write(event.value),
    threshold: write(event.threshold),
  };
  const { title, detail, advice } = texts.kinds[kind];
  const what = title(figures);
  const more = detail(figures);
  const period = periodText(event, format);
  return {
    title: subject === "" ? capital(what) : texts.about(subject, what),
    detail: period === null || more === null ? more : texts.during(period, more),
    advice,
  };
};
