import { reached, type AlertReading } from "../alert-reading.ts";
import type { AlertReadings } from "../alert-readings.ts";
import type { AlertWatch, ConditionOf } from "../alert-rule.ts";
import { lastHours } from "../alert-window.ts";
import { counted, ofWhom } from "../alert-words.ts";
import { episodeStart } from "./episode-start.ts";

/** Older ones have been told of, or nobody minds. */
const LOOKBACK_HOURS = 7 * 24;

/** Requests without a price in the last seven days: by model, unless the rule says otherwise. */
export const judgeUnpriced = async (
  watch: AlertWatch,
  { requestsMin }: ConditionOf<"unpriced">,
  readings: AlertReadings,
  nowMs: number,
): Promise<readonly AlertReading[]> => {
  const groupBy = watch.groupBy === "none" ? "model" : watch.groupBy;
  const figures = await readings.sums({ ...watch, groupBy }, lastHours(LOOKBACK_HOURS, nowMs));
  return figures.map(({ id, name, unpricedRequests: value }) => ({
    dimension: id,
    dimensionName: name,
    periodStartMs: episodeStart(nowMs),
    periodEndMs: null,
    value,
    unit: "requests",
    valueText: `${counted(value, "request")} without a price`,
    crossed: reached([BigInt(requestsMin)], value),
    tell: () => ({
      title: `No price for requests${ofWhom(groupBy, name)}`,
      summary: `${counted(value, "request")} of the last 7 days cost an unknown amount, which no sum contains.`,
      advice: "Add the price; what was recorded before is then priced by itself.",
    }),
  }));
};
