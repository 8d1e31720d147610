import type { Period } from "../../periods/periods.ts";
import { reached, type AlertReading } from "../alert-reading.ts";
import type { AlertFigure, AlertReadings } from "../alert-readings.ts";
import type { AlertWatch, ConditionOf } from "../alert-rule.ts";
import { alertWindow, lastHours } from "../alert-window.ts";
import { amountText, dayText, subjectOf, unitOf, windowText } from "../alert-words.ts";
import { measured } from "./threshold.ts";

interface Pace {
  readonly used: bigint;
  /** Measured over `spanMs`. */
  readonly recent: bigint;
  readonly spanMs: number;
}

/** What will have been used at an instant, if it goes on at this pace. */
const projectedAt = ({ used, recent, spanMs }: Pace, leftMs: number): bigint =>
  used + (recent * BigInt(Math.round(leftMs))) / BigInt(Math.round(spanMs));

/** How long until a limit is reached at this pace; asked only where it will be. */
const msUntil = ({ used, recent, spanMs }: Pace, limit: bigint): number =>
  recent === 0n ? 0 : Number(((limit - used) * BigInt(Math.round(spanMs))) / recent);

const readingOf = (
  watch: AlertWatch,
  condition: ConditionOf<"forecast">,
  {
    figure,
    pace,
    window,
    nowMs,
  }: { figure: AlertFigure; pace: Pace; window: Period; nowMs: number },
): AlertReading => {
  const { metric, limit } = condition;
  const value = projectedAt(pace, window.endMs - nowMs);
  const when = windowText(condition.window, window.startMs);
  const whole = amountText(metric, limit);
  const isOver = pace.used >= limit;
  const subject = subjectOf(metric, watch.groupBy, figure.name);
  return {
    dimension: figure.id,
    dimensionName: figure.name,
    periodStartMs: window.startMs,
    periodEndMs: window.endMs,
    value,
    unit: unitOf(metric),
    valueText: `on pace for ${amountText(metric, value)} ${when}`,
    crossed: reached([limit], value),
    tell: () => ({
      title: isOver
        ? `${subject} exceeds ${whole} ${when}`
        : `${subject} will exceed ${whole} on ${dayText(nowMs + msUntil(pace, limit))}`,
      summary: `${amountText(metric, pace.used)} so far, on pace for ${amountText(metric, value)} ${when}; the limit is ${whole}.`,
      advice: "Look at what grows, and lower it or raise the budget before then.",
    }),
  };
};

/** Whether a limit will be exceeded before the window ends, at the pace of the last days. */
export const judgeForecast = async (
  watch: AlertWatch,
  condition: ConditionOf<"forecast">,
  readings: AlertReadings,
  nowMs: number,
): Promise<readonly AlertReading[]> => {
  const window = alertWindow(condition.window, nowMs);
  const paceRange = lastHours(condition.paceDays * 24, nowMs);
  const used = await readings.sums(watch, { startMs: window.startMs, endMs: nowMs });
  const recent = await readings.sums(watch, paceRange);
  const usedBy = new Map(used.map((figure) => [figure.id, measured(condition.metric, figure)]));
  // Whoever used something in this window, but before the last days, has no pace.
  const still = used.filter(({ id }) => recent.every((figure) => figure.id !== id));
  const paces = [
    ...recent.map((figure) => ({ figure, value: measured(condition.metric, figure) })),
    ...still.map((figure) => ({ figure, value: 0n })),
  ];
  const spanMs = paceRange.endMs - paceRange.startMs;
  return paces.map(({ figure, value }) => {
    const pace = { used: usedBy.get(figure.id) ?? 0n, recent: value, spanMs };
    return readingOf(watch, condition, { figure, pace, window, nowMs });
  });
};
