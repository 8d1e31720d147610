import type { MonthForecast } from "@tokenledger/usage";
import type { Quota } from "@tokenledger/usage/quotas";
import { bucketStarts } from "../period/buckets.ts";

/** What lies ahead in the running month. */
export interface Outlook {
  /** Each day that has not begun, with its even share of what the forecast leaves. */
  readonly ahead: readonly { readonly startMs: number; readonly value: bigint }[];
  /** A day's even share of the tightest budget of the whole month; null without such a budget. */
  readonly dailyLimit: bigint | null;
}

type Limit = Pick<Quota, "scope" | "unit" | "window" | "isRolling" | "isEnabled" | "limitAmount">;

const isOfTheMonth = (quota: Limit): boolean =>
  quota.isEnabled &&
  quota.scope === "all" &&
  quota.unit === "usd" &&
  quota.window === "month" &&
  !quota.isRolling;

const tightest = (quotas: readonly Limit[]): bigint | null =>
  quotas
    .filter(isOfTheMonth)
    .map(({ limitAmount }) => limitAmount)
    .reduce<bigint | null>((least, one) => (least === null || one < least ? one : least), null);

/** The days that are left of a month and what they will come to, and a day's share of its budget. */
export const outlookOf = (
  month: Pick<MonthForecast, "startDate" | "endDate" | "costPicoUsd"> & {
    readonly toDate: Pick<MonthForecast["toDate"], "costPicoUsd">;
  },
  quotas: readonly Limit[],
  nowMs: number,
  zone: string,
): Outlook => {
  const startMs = month.startDate.getTime();
  const days = bucketStarts({ startMs, endMs: month.endDate.getTime(), zone }, "day");
  const left = days.filter((dayMs) => dayMs > nowMs);
  const rest = month.costPicoUsd - month.toDate.costPicoUsd;
  const value = left.length === 0 || rest < 0n ? 0n : rest / BigInt(left.length);
  const limit = tightest(quotas);
  return {
    ahead: left.map((dayMs) => ({ startMs: dayMs, value })),
    dailyLimit: limit === null || days.length === 0 ? null : limit / BigInt(days.length),
  };
};
