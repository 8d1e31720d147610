import { reached, type AlertReading } from "../alert-reading.ts";
import type { AlertReadings, QuotaReading } from "../alert-readings.ts";
import type { ConditionOf } from "../alert-rule.ts";
import { dayText } from "../alert-words.ts";
import { episodeStart } from "./episode-start.ts";

const nameOf = ({ name, subjectName }: QuotaReading): string =>
  subjectName === "" ? name : `${name} (${subjectName})`;

const readingOf = (
  condition: ConditionOf<"quota">,
  state: QuotaReading,
  nowMs: number,
): AlertReading => {
  const name = nameOf(state);
  const { windowEndMs } = state;
  const anew = windowEndMs === null ? "" : `; it starts anew on ${dayText(windowEndMs)}`;
  return {
    dimension: state.subject === "" ? state.quotaId : `${state.quotaId}/${state.subject}`,
    dimensionName: name,
    periodStartMs: windowEndMs === null ? episodeStart(nowMs) : state.windowStartMs,
    periodEndMs: windowEndMs,
    value: state.usedPercent,
    unit: "percent",
    valueText: state.usedText,
    crossed: reached(condition.percents.map(BigInt), state.usedPercent),
    tell: (threshold) => ({
      title: `${threshold} % of the quota ${name} is used`,
      summary: `${state.usedText} (${state.usedPercent} %)${anew}.`,
      advice: "Raise the quota, or tell its users before calls are refused.",
    }),
  };
};

/** How much of quotas is used. */
export const judgeQuota = async (
  condition: ConditionOf<"quota">,
  readings: AlertReadings,
  nowMs: number,
): Promise<readonly AlertReading[]> => {
  const states = await readings.quotaStates(nowMs);
  const watched = states.filter(
    ({ quotaId }) => condition.quotaIds.length === 0 || condition.quotaIds.includes(quotaId),
  );
  return watched.map((state) => readingOf(condition, state, nowMs));
};
