import type { Period } from "../periods/periods.ts";
import { quotaWindowOf } from "./quota-window.ts";
import type { Quota } from "./quota.ts";

const HUNDRED = 100n;

/** How a quota stands, for people and alarms. */
export interface QuotaState {
  readonly quota: Quota;
  /** Value of the scope that is counted; "" for `all`. */
  readonly value: string;
  readonly windowStart: Date;
  /** When the count starts anew; null for a rolling window. */
  readonly resetsAt: Date | null;
  /** In the quota's unit. */
  readonly usedAmount: bigint;
  readonly remainingAmount: bigint;
  /** Whole percent of the limit, rounded down; may exceed 100. */
  readonly usedPercent: number;
  /** Thresholds reached in this window, ascending; 100 is not among them unless somebody chose it. */
  readonly thresholdsReached: readonly number[];
  readonly isExceeded: boolean;
  /** When the limit is reached if usage goes on as in this window so far; null: not before it starts anew, or reached already, or too early to tell. */
  readonly forecastTime: Date | null;
}

/** A twentieth of the window must have passed: a forecast from its first minutes is noise. */
const FORECAST_SHARE_MIN = 20;

/** At the mean rate of the window so far. Whole milliseconds, by integers: 9 million dollars in pico-USD are beyond a float. */
const forecast = (quota: Quota, used: bigint, window: Period, nowMs: number): Date | null => {
  const elapsedMs = nowMs - window.startMs;
  const lengthMs = window.endMs - window.startMs;
  if (quota.isRolling || used <= 0n || used >= quota.limitAmount) return null;
  if (elapsedMs * FORECAST_SHARE_MIN < lengthMs) return null;
  const reachMs = (BigInt(Math.round(elapsedMs)) * quota.limitAmount) / used;
  return reachMs < BigInt(Math.round(lengthMs)) ? new Date(window.startMs + Number(reachMs)) : null;
};

/** How a quota stands with so much used. Pure. */
export const quotaStateOf = (
  quota: Quota,
  value: string,
  usedAmount: bigint,
  nowMs: number,
): QuotaState => {
  const { limitAmount } = quota;
  const window = quotaWindowOf(quota, nowMs);
  const remaining = limitAmount - usedAmount;
  return {
    quota,
    value,
    windowStart: new Date(window.startMs),
    resetsAt: quota.isRolling ? null : new Date(window.endMs),
    usedAmount,
    remainingAmount: remaining < 0n ? 0n : remaining,
    usedPercent: Number((usedAmount * HUNDRED) / limitAmount),
    thresholdsReached: quota.thresholds.filter(
      (percent) => usedAmount * HUNDRED >= limitAmount * BigInt(percent),
    ),
    isExceeded: usedAmount >= limitAmount,
    forecastTime: forecast(quota, usedAmount, window, nowMs),
  };
};
