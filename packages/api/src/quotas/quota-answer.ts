import {
  fromCounterAmount,
  quotaResetMs,
  type CounterFigure,
  type Quota,
} from "@tokenledger/usage/quotas";
import type { AskedQuota } from "./asked-quota.ts";

/** How one quota stands. Amounts are whole numbers in decimal, in the quota's unit; pico-USD for `usd`. */
export interface QuotaFigure {
  readonly quotaId: string;
  readonly name: string;
  readonly scope: Quota["scope"];
  /** What of the scope is counted: a key's id, a user, a feature, a model; empty for `all`. */
  readonly value: string;
  readonly unit: Quota["unit"];
  readonly window: Quota["window"];
  readonly isRolling: boolean;
  readonly isHard: boolean;
  readonly limit: string;
  /** Never below what was accepted. */
  readonly used: string;
  /** Held by calls under way, the one just allowed among them. */
  readonly reserved: string;
  /** Limit less used less reserved; never below 0. */
  readonly remaining: string;
  /** Epoch milliseconds; null for a rolling window, of which a little is freed all the time. */
  readonly resetsAtMs: number | null;
}

/** Whether a call may be made. */
export interface QuotaAnswer {
  readonly allowed: boolean;
  /** `counted`: by the counters. `open`, `closed`: they could not be asked, and the fail mode of the quotas decided. */
  readonly state: "counted" | "open" | "closed";
  /** Why it is refused, or passed uncounted. */
  readonly reason: "limit" | "unavailable" | "unpriced" | null;
  /** Refused: the limit that binds, of several the one that resets last. Allowed: the one with the least room. */
  readonly binding: QuotaFigure | null;
  /** Every quota that applies, where they could be counted. */
  readonly quotas: readonly QuotaFigure[];
  /** To be sent with the record of the call, which settles it. Null: nothing was reserved. */
  readonly reservationId: string | null;
  /** When it is given back by itself. */
  readonly reservationExpiresAtMs: number | null;
}

const MILLION = 1_000_000n;

/** @param figure null: not counted. */
export const figureOf = (
  { applied: { quota, value } }: AskedQuota,
  figure: Pick<CounterFigure, "used" | "reserved"> | null,
  nowMs: number,
): QuotaFigure => {
  const used = fromCounterAmount(quota.unit, figure?.used ?? 0n);
  const reserved = fromCounterAmount(quota.unit, figure?.reserved ?? 0n);
  const remaining = quota.limitAmount - used - reserved;
  return {
    quotaId: quota.id,
    name: quota.name,
    scope: quota.scope,
    value,
    unit: quota.unit,
    window: quota.window,
    isRolling: quota.isRolling,
    isHard: quota.isHard,
    limit: String(quota.limitAmount),
    used: String(used),
    reserved: String(reserved),
    remaining: String(remaining < 0n ? 0n : remaining),
    resetsAtMs: quotaResetMs(quota, nowMs),
  };
};

const resetOf = ({ resetsAtMs }: QuotaFigure): number => resetsAtMs ?? Number.POSITIVE_INFINITY;

/** The one that still binds when all the others have reset. */
export const lastToReset = (figures: readonly QuotaFigure[]): QuotaFigure | null =>
  figures.toSorted((left, right) => resetOf(right) - resetOf(left))[0] ?? null;

const room = ({ remaining, limit }: QuotaFigure): number =>
  Number((BigInt(remaining) * MILLION) / BigInt(limit));

/** The one with the least room, in share of its limit; hard ones first. */
export const leastRoom = (figures: readonly QuotaFigure[]): QuotaFigure | null => {
  const hard = figures.filter(({ isHard }) => isHard);
  return (
    (hard.length > 0 ? hard : figures).toSorted((left, right) => room(left) - room(right))[0] ??
    null
  );
};

/** What is answered where nothing is counted. */
export const uncounted: QuotaAnswer = {
  allowed: true,
  state: "counted",
  reason: null,
  binding: null,
  quotas: [],
  reservationId: null,
  reservationExpiresAtMs: null,
};
