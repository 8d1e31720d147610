import { reached, type AlertReading } from "../alert-reading.ts";
import type { AlertFigure, AlertReadings } from "../alert-readings.ts";
import type { AlertMetric, AlertWatch, ConditionOf } from "../alert-rule.ts";
import { alertWindow } from "../alert-window.ts";
import { amountText, subjectOf, unitOf, windowText } from "../alert-words.ts";

/** What a metric reads off a sum. */
export const measured = (metric: AlertMetric, figure: AlertFigure): bigint => {
  if (metric === "spend") return figure.costPicoUsd;
  return metric === "tokens" ? figure.tokens : figure.requests;
};

/** The thresholds a value has reached: of the recurring ones the highest, because a small step would make millions. */
export const crossedThresholds = (
  { thresholds, recurringStep }: Pick<ConditionOf<"threshold">, "thresholds" | "recurringStep">,
  value: bigint,
): readonly bigint[] => {
  const crossed = reached(thresholds, value);
  const last = thresholds.at(-1) ?? 0n;
  const stepCount = recurringStep === null || value < last ? 0n : (value - last) / recurringStep;
  return stepCount === 0n || recurringStep === null
    ? crossed
    : [...crossed, last + stepCount * recurringStep];
};

/** Spend, tokens or requests in a window. */
export const judgeThreshold = async (
  watch: AlertWatch,
  condition: ConditionOf<"threshold">,
  readings: AlertReadings,
  nowMs: number,
): Promise<readonly AlertReading[]> => {
  const { metric, window } = condition;
  const { startMs, endMs } = alertWindow(window, nowMs);
  const figures = await readings.sums(watch, { startMs, endMs: nowMs });
  return figures.map((figure) => {
    const value = measured(metric, figure);
    const valueText = `${amountText(metric, value)} ${windowText(window, startMs)}`;
    return {
      dimension: figure.id,
      dimensionName: figure.name,
      periodStartMs: startMs,
      periodEndMs: endMs,
      value,
      unit: unitOf(metric),
      valueText,
      crossed: crossedThresholds(condition, value),
      tell: (threshold) => ({
        title: `${subjectOf(metric, watch.groupBy, figure.name)} reached ${amountText(metric, threshold)} ${windowText(window, startMs)}`,
        summary: `${valueText} so far; the threshold is ${amountText(metric, threshold)}.`,
        advice: "Look at who uses most, and set a quota if it must stop.",
      }),
    };
  });
};
