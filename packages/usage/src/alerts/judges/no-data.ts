import { reached, type AlertReading } from "../alert-reading.ts";
import type { AlertReadings } from "../alert-readings.ts";
import type { AlertWatch, ConditionOf } from "../alert-rule.ts";
import { lastHours } from "../alert-window.ts";
import { counted, ofWhom } from "../alert-words.ts";
import { episodeStart } from "./episode-start.ts";

/** Who sent something in the last days and nothing in the last hours. Who never sent anything is not missed. */
export const judgeNoData = async (
  watch: AlertWatch,
  { hours, lookbackDays }: ConditionOf<"no_data">,
  readings: AlertReadings,
  nowMs: number,
): Promise<readonly AlertReading[]> => {
  const known = await readings.sums(watch, lastHours(lookbackDays * 24, nowMs));
  const recent = await readings.sums(watch, lastHours(hours, nowMs));
  const heard = new Set(recent.map(({ id }) => id));
  const threshold = BigInt(hours);
  return known.map(({ id, name, requests }) => {
    const value = heard.has(id) ? 0n : threshold;
    return {
      dimension: id,
      dimensionName: name,
      periodStartMs: episodeStart(nowMs),
      periodEndMs: null,
      value,
      unit: "hours",
      valueText: heard.has(id)
        ? "records arrive again"
        : `nothing for ${counted(threshold, "hour")}`,
      crossed: reached([threshold], value),
      tell: () => ({
        title: `No records${ofWhom(watch.groupBy, name)} for ${counted(threshold, "hour")}`,
        summary: `${counted(requests, "request")} in the last ${lookbackDays === 1 ? "day" : `${lookbackDays} days`}, none in the last ${counted(threshold, "hour")}.`,
        advice: "See whether the service runs, its key is enabled, and its spool is empty.",
      }),
    };
  });
};
