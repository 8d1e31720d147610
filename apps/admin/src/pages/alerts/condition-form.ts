import type { AlertCondition, AlertKind } from "@tokenledger/usage/alerts";
import type { AlertMetric, AlertWindow } from "./alert-measure.ts";
import { dollarsText, parseDollars, parseList, parseWhole } from "../../amount/dollars.ts";

/** The plain numbers conditions are made of. */
export const numberFields = [
  "paceDays",
  "longHours",
  "shortHours",
  "pacePercent",
  "usualPercent",
  "weeks",
  "percent",
  "hours",
  "requestsMin",
  "lookbackDays",
  "deadLettersMin",
  "lagSecondsMin",
] as const;
export type NumberField = (typeof numberFields)[number];

/** What stands in the boxes of a condition; amounts in dollars where spend is measured. */
export interface ConditionDraft {
  readonly kind: AlertKind;
  readonly metric: AlertMetric;
  readonly window: AlertWindow;
  readonly amounts: string;
  readonly step: string;
  readonly limit: string;
  readonly minimum: string;
  readonly percents: string;
  readonly numbers: Readonly<Record<NumberField, string>>;
  /** Kept as they are; empty: every budget. */
  readonly quotaIds: readonly string[];
}

type AmountField = "amounts" | "step" | "limit" | "minimum" | "percents";
interface KindFields {
  readonly metric: boolean;
  readonly windows: readonly AlertWindow[];
  readonly amounts: readonly AmountField[];
  readonly numbers: readonly NumberField[];
}

const LONG = ["day", "week", "month"] as const;
const of = (
  metric: boolean,
  windows: readonly AlertWindow[],
  amounts: readonly AmountField[],
  numbers: readonly NumberField[],
): KindFields => ({ metric, windows, amounts, numbers });

/** Which boxes each kind of condition has. */
export const kindFields: Readonly<Record<AlertKind, KindFields>> = {
  threshold: of(true, ["hour", ...LONG], ["amounts", "step"], []),
  quota: of(false, [], ["percents"], []),
  forecast: of(true, LONG, ["limit"], ["paceDays"]),
  burn_rate: of(true, LONG, ["limit"], ["longHours", "shortHours", "pacePercent"]),
  anomaly: of(true, [], ["minimum"], ["usualPercent", "weeks"]),
  error_rate: of(false, [], [], ["percent", "hours", "requestsMin"]),
  no_data: of(false, [], [], ["hours", "lookbackDays"]),
  unpriced: of(false, [], [], ["requestsMin"]),
  data_health: of(false, [], [], ["deadLettersMin", "lagSecondsMin"]),
};

/** A condition that is often wanted: spend of a day. */
export const emptyCondition: ConditionDraft = {
  kind: "threshold",
  metric: "spend",
  window: "day",
  amounts: "",
  step: "",
  limit: "",
  minimum: "",
  percents: "80, 100",
  numbers: {
    paceDays: "7",
    longHours: "6",
    shortHours: "1",
    pacePercent: "300",
    usualPercent: "300",
    weeks: "4",
    percent: "5",
    hours: "1",
    requestsMin: "20",
    lookbackDays: "7",
    deadLettersMin: "1",
    lagSecondsMin: "300",
  },
  quotaIds: [],
};

const amountText = (metric: AlertMetric, amount: bigint): string =>
  metric === "spend" ? dollarsText(amount) : amount.toString();

const numbersOf = (condition: AlertCondition): Readonly<Record<NumberField, string>> => {
  const values = new Map<string, unknown>(Object.entries(condition));
  const texts = numberFields.map((field) => {
    const value = values.get(field);
    const text = typeof value === "number" ? value.toString() : emptyCondition.numbers[field];
    return [field, value === null ? "" : text] as const;
  });
  return texts.reduce((all, [field, text]) => Object.assign(all, { [field]: text }), {
    ...emptyCondition.numbers,
  });
};

const amountsOf = (condition: AlertCondition): Partial<ConditionDraft> => {
  if (condition.kind === "threshold") {
    const { metric, window, thresholds, recurringStep } = condition;
    const amounts = thresholds.map((amount) => amountText(metric, amount)).join(", ");
    const step = recurringStep === null ? "" : amountText(metric, recurringStep);
    return { metric, window, amounts, step };
  }
  if (condition.kind === "forecast" || condition.kind === "burn_rate") {
    const { metric, window, limit } = condition;
    return { metric, window, limit: amountText(metric, limit) };
  }
  if (condition.kind === "anomaly") {
    const { metric, minimum } = condition;
    return { metric, minimum: amountText(metric, minimum) };
  }
  return condition.kind === "quota"
    ? { percents: condition.percents.join(", "), quotaIds: condition.quotaIds }
    : {};
};

/** The form of a condition that stands. */
export const conditionDraft = (condition: AlertCondition): ConditionDraft => ({
  ...emptyCondition,
  kind: condition.kind,
  numbers: numbersOf(condition),
  ...amountsOf(condition),
});

/** A box that is empty or holds what it cannot. */
class WrongBoxError extends Error {}

const right = <Value>(value: Value | null): Value => {
  if (value === null) {
    throw new WrongBoxError();
  }
  return value;
};

const parserOf = (metric: AlertMetric): ((text: string) => bigint | null) =>
  metric === "spend" ? parseDollars : parseWhole;

const numberOf = ({ numbers }: ConditionDraft, field: NumberField): number =>
  Number(right(parseWhole(numbers[field])));

const numberOrNull = (draft: ConditionDraft, field: NumberField): number | null =>
  draft.numbers[field].trim() === "" ? null : numberOf(draft, field);

const listOf = (text: string, parse: (part: string) => bigint | null): bigint[] => {
  const values = right(parseList(text, parse));
  return values.length === 0 ? right<bigint[]>(null) : [...values];
};

const longWindow = (window: AlertWindow): "day" | "week" | "month" =>
  window === "hour" ? "day" : window;

type Readers = {
  readonly [Kind in AlertKind]: (
    draft: ConditionDraft,
  ) => Extract<AlertCondition, { readonly kind: Kind }>;
};

const readers: Readers = {
  threshold: ({ metric, window, amounts, step }) => ({
    kind: "threshold",
    metric,
    window,
    thresholds: listOf(amounts, parserOf(metric)),
    recurringStep: step.trim() === "" ? null : right(parserOf(metric)(step)),
  }),
  quota: ({ percents, quotaIds }) => ({
    kind: "quota",
    percents: listOf(percents, parseWhole).map(Number),
    quotaIds: [...quotaIds],
  }),
  forecast: (draft) => ({
    kind: "forecast",
    metric: draft.metric,
    window: longWindow(draft.window),
    limit: right(parserOf(draft.metric)(draft.limit)),
    paceDays: numberOf(draft, "paceDays"),
  }),
  burn_rate: (draft) => ({
    kind: "burn_rate",
    metric: draft.metric,
    window: longWindow(draft.window),
    limit: right(parserOf(draft.metric)(draft.limit)),
    longHours: numberOf(draft, "longHours"),
    shortHours: numberOf(draft, "shortHours"),
    pacePercent: numberOf(draft, "pacePercent"),
  }),
  anomaly: (draft) => ({
    kind: "anomaly",
    metric: draft.metric,
    usualPercent: numberOf(draft, "usualPercent"),
    weeks: numberOf(draft, "weeks"),
    minimum: right(parserOf(draft.metric)(draft.minimum)),
  }),
  error_rate: (draft) => ({
    kind: "error_rate",
    percent: numberOf(draft, "percent"),
    hours: numberOf(draft, "hours"),
    requestsMin: numberOf(draft, "requestsMin"),
  }),
  no_data: (draft) => ({
    kind: "no_data",
    hours: numberOf(draft, "hours"),
    lookbackDays: numberOf(draft, "lookbackDays"),
  }),
  unpriced: (draft) => ({ kind: "unpriced", requestsMin: numberOf(draft, "requestsMin") }),
  data_health: (draft) => ({
    kind: "data_health",
    deadLettersMin: numberOrNull(draft, "deadLettersMin"),
    lagSecondsMin: numberOrNull(draft, "lagSecondsMin"),
  }),
};

/** The condition in the boxes; null while one of them is empty or wrong. Whether the figures fit together, the server says. */
export const readCondition = (draft: ConditionDraft): AlertCondition | null => {
  try {
    return readers[draft.kind](draft);
  } catch (error) {
    if (error instanceof WrongBoxError) {
      return null;
    }
    throw error;
  }
};
