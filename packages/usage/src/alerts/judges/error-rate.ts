import { reached, type AlertReading } from "../alert-reading.ts";
import type { AlertReadings } from "../alert-readings.ts";
import type { AlertWatch, ConditionOf } from "../alert-rule.ts";
import { lastHours } from "../alert-window.ts";
import { counted, ofWhom } from "../alert-words.ts";
import { episodeStart } from "./episode-start.ts";

/** Values are hundredths of a percent. */
const BASIS_POINTS = 10_000n;

const percentText = (basisPoints: bigint): string =>
  `${basisPoints / 100n}.${String((basisPoints % 100n) / 10n)} %`;

/** Calls that did not complete, of all calls of the last hours. */
export const judgeErrorRate = async (
  watch: AlertWatch,
  { percent, hours, requestsMin }: ConditionOf<"error_rate">,
  readings: AlertReadings,
  nowMs: number,
): Promise<readonly AlertReading[]> => {
  const figures = await readings.sums(watch, lastHours(hours, nowMs));
  return figures.map(({ id, name, requests, failedRequests }) => {
    const isEnough = requests >= BigInt(requestsMin);
    const rate = requests === 0n ? 0n : (failedRequests * BASIS_POINTS) / requests;
    const value = isEnough ? rate : 0n;
    const period = hours === 1 ? "hour" : `${hours} hours`;
    const valueText = `${percentText(rate)} of ${counted(requests, "request")} in the last ${period} failed`;
    return {
      dimension: id,
      dimensionName: name,
      periodStartMs: episodeStart(nowMs),
      periodEndMs: null,
      value,
      unit: "hundredths of a percent",
      valueText,
      crossed: reached([BigInt(percent) * 100n], value),
      tell: () => ({
        title: `Calls${ofWhom(watch.groupBy, name)} fail: ${percentText(value)}`,
        summary: `${valueText} (${counted(failedRequests, "call")}); the threshold is ${percent} %.`,
        advice: "Look at the outcomes and error types of the latest requests.",
      }),
    };
  });
};
