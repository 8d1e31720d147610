import { periodOf } from "../../periods/periods.ts";
import { reached, type AlertReading } from "../alert-reading.ts";
import type { AlertFigure, AlertReadings } from "../alert-readings.ts";
import type { AlertWatch, ConditionOf } from "../alert-rule.ts";
import { DAY_MS } from "../alert-window.ts";
import { amountText, subjectOf, windowText } from "../alert-words.ts";
import { measured } from "./threshold.ts";

const WEEK_MS = 7 * DAY_MS;
/** From one week alone nobody can tell what is usual. */
const WEEKS_MIN = 2;

/** The middle one: a single odd day in the past moves a mean, not this. */
const median = (values: readonly bigint[]): bigint => {
  const sorted = values.toSorted((left, right) => (left < right ? -1 : Number(left > right)));
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0n;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper;
  return (lower + upper) / 2n;
};

/** What was measured on earlier weekdays, by group. Weeks without any call tell nothing: the key may not have existed. */
const historyOf = async (
  watch: AlertWatch,
  condition: ConditionOf<"anomaly">,
  readings: AlertReadings,
  { startMs, endMs }: { startMs: number; endMs: number },
): Promise<ReadonlyMap<string, readonly bigint[]>> => {
  const history = new Map<string, bigint[]>();
  for (let week = 1; week <= condition.weeks; week += 1) {
    const backMs = week * WEEK_MS;
    const range = { startMs: startMs - backMs, endMs: endMs - backMs };
    for (const figure of await readings.sums(watch, range)) {
      const values = history.get(figure.id) ?? [];
      values.push(measured(condition.metric, figure));
      history.set(figure.id, values);
    }
  }
  return history;
};

const readingOf = (
  watch: AlertWatch,
  condition: ConditionOf<"anomaly">,
  figure: AlertFigure,
  { usual, startMs }: { usual: bigint; startMs: number },
): AlertReading => {
  const { metric, minimum } = condition;
  const today = measured(metric, figure);
  const percent = (today * 100n) / usual;
  const value = today >= minimum ? percent : 0n;
  const day = windowText("day", startMs);
  return {
    dimension: figure.id,
    dimensionName: figure.name,
    periodStartMs: startMs,
    periodEndMs: startMs + DAY_MS,
    value,
    unit: "percent",
    valueText: `${amountText(metric, today)} ${day}, ${percent} % of the usual`,
    crossed: reached([BigInt(condition.usualPercent)], value),
    tell: () => ({
      title: `${subjectOf(metric, watch.groupBy, figure.name)}: unusual ${day}`,
      summary: `${amountText(metric, today)} so far; on this weekday it is ${amountText(metric, usual)} at this hour (${percent} %).`,
      advice: "Compare today with the week before, by model and feature.",
    }),
  };
};

/** Today's whole hours against the same hours of the same weekday before. */
export const judgeAnomaly = async (
  watch: AlertWatch,
  condition: ConditionOf<"anomaly">,
  readings: AlertReadings,
  nowMs: number,
): Promise<readonly AlertReading[]> => {
  const { startMs } = periodOf("day", nowMs);
  const endMs = periodOf("hour", nowMs).startMs;
  if (endMs === startMs) return [];
  const figures = await readings.sums(watch, { startMs, endMs });
  const history = await historyOf(watch, condition, readings, { startMs, endMs });
  return figures.flatMap((figure) => {
    const values = history.get(figure.id) ?? [];
    const usual = median(values);
    return values.length < WEEKS_MIN || usual === 0n
      ? []
      : [readingOf(watch, condition, figure, { usual, startMs })];
  });
};
