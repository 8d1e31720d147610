import type { AlertReading } from "./alert-reading.ts";
import type { AlertReadings } from "./alert-readings.ts";
import type { AlertWatch } from "./alert-rule.ts";
import { judgeAnomaly } from "./judges/anomaly.ts";
import { judgeBurnRate } from "./judges/burn-rate.ts";
import { judgeDataHealth } from "./judges/data-health.ts";
import { judgeErrorRate } from "./judges/error-rate.ts";
import { judgeForecast } from "./judges/forecast.ts";
import { judgeNoData } from "./judges/no-data.ts";
import { judgeQuota } from "./judges/quota.ts";
import { judgeThreshold } from "./judges/threshold.ts";
import { judgeUnpriced } from "./judges/unpriced.ts";

const judgeUsage = async (
  watch: AlertWatch,
  readings: AlertReadings,
  nowMs: number,
): Promise<readonly AlertReading[]> => {
  const { condition } = watch;
  if (condition.kind === "threshold") return judgeThreshold(watch, condition, readings, nowMs);
  if (condition.kind === "forecast") return judgeForecast(watch, condition, readings, nowMs);
  if (condition.kind === "burn_rate") return judgeBurnRate(watch, condition, readings, nowMs);
  if (condition.kind === "anomaly") return judgeAnomaly(watch, condition, readings, nowMs);
  if (condition.kind === "error_rate") return judgeErrorRate(watch, condition, readings, nowMs);
  if (condition.kind === "no_data") return judgeNoData(watch, condition, readings, nowMs);
  return condition.kind === "unpriced" ? judgeUnpriced(watch, condition, readings, nowMs) : [];
};

/** Measures everything a rule watches. The same readings at the same instant give the same answer. */
export const judgeRule = async (
  watch: AlertWatch,
  readings: AlertReadings,
  nowMs: number,
): Promise<readonly AlertReading[]> => {
  const { condition } = watch;
  if (condition.kind === "quota") return judgeQuota(condition, readings, nowMs);
  if (condition.kind === "data_health") return judgeDataHealth(condition, readings, nowMs);
  return judgeUsage(watch, readings, nowMs);
};
