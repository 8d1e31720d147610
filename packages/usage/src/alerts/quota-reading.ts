import type { QuotaState } from "../quotas/quota-state.ts";
import type { QuotaUnit } from "../quotas/quota.ts";
import type { QuotaReading } from "./alert-readings.ts";
import { counted, usd } from "./alert-words.ts";

const nouns = {
  tokens: "token",
  weighted_tokens: "weighted token",
  requests: "request",
} as const;

const quantity = (unit: QuotaUnit, amount: bigint): string =>
  unit === "usd" ? usd(amount) : counted(amount, nouns[unit]);

/** A quota's state, as alerts judge it. A quota for each of many is watched for each of them by itself. */
export const quotaReading = (state: QuotaState): QuotaReading => {
  const { quota, value, usedAmount, resetsAt } = state;
  const subject = quota.scopeValue === null ? value : "";
  return {
    quotaId: quota.id,
    name: quota.name,
    subject,
    subjectName: subject === "" ? "" : `${quota.scope.replace("_", " ")} ${subject}`,
    usedPercent: BigInt(state.usedPercent),
    usedText: `${quantity(quota.unit, usedAmount)} of ${quantity(quota.unit, quota.limitAmount)}`,
    windowStartMs: state.windowStart.getTime(),
    windowEndMs: resetsAt?.getTime() ?? null,
  };
};
