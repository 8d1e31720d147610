import type { Period } from "../../periods/periods.ts";
import { reached, type AlertReading } from "../alert-reading.ts";
import type { AlertReadings } from "../alert-readings.ts";
import type { AlertWatch, ConditionOf } from "../alert-rule.ts";
import { alertWindow, lastHours } from "../alert-window.ts";
import { amountText, subjectOf } from "../alert-words.ts";
import { measured } from "./threshold.ts";
import { episodeStart } from "./episode-start.ts";

const lengthOf = ({ startMs, endMs }: Period): bigint => BigInt(Math.round(endMs - startMs));

/** 100: at this pace the limit is used up exactly when its window ends. */
const pacePercent = (used: bigint, span: Period, limit: bigint, window: Period): bigint =>
  (used * 100n * lengthOf(window)) / (limit * lengthOf(span));

/**
 * Whether a limit is used up too fast, over a long and a short window at once: the long one keeps a single expensive call from
 * waking somebody, the short one ends the alert soon after the burning ends.
 *
 * @see https://sre.google/workbook/alerting-on-slos/
 */
export const judgeBurnRate = async (
  watch: AlertWatch,
  condition: ConditionOf<"burn_rate">,
  readings: AlertReadings,
  nowMs: number,
): Promise<readonly AlertReading[]> => {
  const { metric, limit, longHours, shortHours } = condition;
  const window = alertWindow(condition.window, nowMs);
  const [long, short] = [lastHours(longHours, nowMs), lastHours(shortHours, nowMs)];
  const longFigures = await readings.sums(watch, long);
  const shortFigures = await readings.sums(watch, short);
  const shortBy = new Map(shortFigures.map((figure) => [figure.id, measured(metric, figure)]));
  return longFigures.map((figure) => {
    const used = measured(metric, figure);
    const slow = pacePercent(used, long, limit, window);
    const fast = pacePercent(shortBy.get(figure.id) ?? 0n, short, limit, window);
    const value = slow < fast ? slow : fast;
    const valueText = `${amountText(metric, used)} in ${longHours} hours, ${slow} % of the pace that the limit allows`;
    return {
      dimension: figure.id,
      dimensionName: figure.name,
      periodStartMs: episodeStart(nowMs),
      periodEndMs: null,
      value,
      unit: "percent",
      valueText,
      crossed: reached([BigInt(condition.pacePercent)], value),
      tell: () => ({
        title: `${subjectOf(metric, watch.groupBy, figure.name)}: the ${condition.window}'s limit of ${amountText(metric, limit)} burns too fast`,
        summary: `${valueText}; in the last ${shortHours === 1 ? "hour" : `${shortHours} hours`} ${fast} %.`,
        advice: "Look at what started in the last hours.",
      }),
    };
  });
};
