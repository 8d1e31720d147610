import { reached, type AlertReading } from "../alert-reading.ts";
import type { AlertReadings } from "../alert-readings.ts";
import type { ConditionOf } from "../alert-rule.ts";
import { counted } from "../alert-words.ts";
import { episodeStart } from "./episode-start.ts";

const deadLetters = (count: number, min: number, nowMs: number): AlertReading => {
  const valueText = counted(BigInt(count), "open dead letter");
  return {
    dimension: "dead_letters",
    dimensionName: "dead letters",
    periodStartMs: episodeStart(nowMs),
    periodEndMs: null,
    value: BigInt(count),
    unit: "records",
    valueText,
    crossed: reached([BigInt(min)], BigInt(count)),
    tell: () => ({
      title: "Records could not be committed",
      summary: `${valueText}: they are kept, and in no sum.`,
      advice: "Read their reasons in data health, mend the cause and replay them.",
    }),
  };
};

const lag = (lagMs: number, minSeconds: number, nowMs: number): AlertReading => {
  const seconds = BigInt(Math.floor(lagMs / 1000));
  const valueText = `${counted(seconds, "second")} behind`;
  return {
    dimension: "lag",
    dimensionName: "lag",
    periodStartMs: episodeStart(nowMs),
    periodEndMs: null,
    value: seconds,
    unit: "seconds",
    valueText,
    crossed: reached([BigInt(minSeconds)], seconds),
    tell: () => ({
      title: "The ledger is behind",
      summary: `Accepted records wait ${counted(seconds, "second")}; nothing is lost, and sums are late.`,
      advice: "See whether a flusher runs and PostgreSQL takes writes.",
    }),
  };
};

/** Dead letters, and how far the ledger is behind. */
export const judgeDataHealth = async (
  { deadLettersMin, lagSecondsMin }: ConditionOf<"data_health">,
  readings: AlertReadings,
  nowMs: number,
): Promise<readonly AlertReading[]> => {
  const { openDeadLetters, lagMs } = await readings.health(nowMs);
  return [
    ...(deadLettersMin === null ? [] : [deadLetters(openDeadLetters, deadLettersMin, nowMs)]),
    ...(lagSecondsMin === null || lagMs === null ? [] : [lag(lagMs, lagSecondsMin, nowMs)]),
  ];
};
