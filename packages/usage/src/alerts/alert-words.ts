import type { AlertMetric, AlertWatch, AlertWindow } from "./alert-rule.ts";

const PICO_PER_CENT = 10_000_000_000n;
const CENTS = 100n;

const grouped = (value: bigint): string => value.toLocaleString("en-US");

/** Dollars and cents, half a cent up; less than a cent is said so. */
export const usd = (picoUsd: bigint): string => {
  if (picoUsd > 0n && picoUsd < PICO_PER_CENT) return "less than $0.01";
  const cents = (picoUsd + PICO_PER_CENT / 2n) / PICO_PER_CENT;
  return `$${grouped(cents / CENTS)}.${String(cents % CENTS).padStart(2, "0")}`;
};

/** A count with its noun. */
export const counted = (count: bigint, noun: string): string =>
  `${grouped(count)} ${noun}${count === 1n ? "" : "s"}`;

/** An amount of what is measured. */
export const amountText = (metric: AlertMetric, amount: bigint): string =>
  metric === "spend" ? usd(amount) : counted(amount, metric === "tokens" ? "token" : "request");

/** The unit of stored values of a metric. */
export const unitOf = (metric: AlertMetric): string => (metric === "spend" ? "pico-USD" : metric);

const metricNames = { spend: "Spend", tokens: "Usage", requests: "Usage" } as const;

const groupNames: Readonly<Record<AlertWatch["groupBy"], string>> = {
  none: "",
  access_key: "key",
  user: "user",
  model: "model",
  feature: "feature",
};

/** Whom it is about, in parentheses, to be put behind a subject; nothing where it is about everything. */
export const ofWhom = (groupBy: AlertWatch["groupBy"], name: string): string => {
  if (groupBy === "none") return "";
  return name === "" ? ` without a ${groupNames[groupBy]}` : ` of ${groupNames[groupBy]} ${name}`;
};

/** The beginning of a title: `Spend of user anna`. */
export const subjectOf = (
  metric: AlertMetric,
  groupBy: AlertWatch["groupBy"],
  name: string,
): string => `${metricNames[metric]}${ofWhom(groupBy, name)}`;

const formatOf = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const month = formatOf({ month: "long", year: "numeric" });
const day = formatOf({ day: "numeric", month: "long" });
const minute = formatOf({ hour: "2-digit", minute: "2-digit" });

/** `24 November`. */
export const dayText = (timeMs: number): string => day.format(timeMs);

/** `24 November 13:00 UTC`. */
export const momentText = (timeMs: number): string =>
  `${day.format(timeMs)} ${minute.format(timeMs)} UTC`;

/** The window that starts at an instant: `in November 2026`. */
export const windowText = (window: AlertWindow, startMs: number): string => {
  if (window === "month") return `in ${month.format(startMs)}`;
  if (window === "week") return `in the week from ${dayText(startMs)}`;
  return window === "day" ? `on ${dayText(startMs)}` : `in the hour from ${momentText(startMs)}`;
};
