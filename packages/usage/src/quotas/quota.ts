import { zonedPeriodTypes, type ZonedPeriodType } from "../periods/zoned-periods.ts";

/** Whose usage a quota limits. */
export const quotaScopes = ["all", "access_key", "user", "feature", "model"] as const;
export type QuotaScope = (typeof quotaScopes)[number];

/**
 * What is counted. `usd`: pico-USD. `tokens`: every token, cache reads too. `weighted_tokens`: tokens as they weigh on the bill
 * (see `weightedTokensOf`), so that cache reads do not eat a quota. `requests`: recorded attempts.
 */
export const quotaUnits = ["usd", "tokens", "weighted_tokens", "requests"] as const;
export type QuotaUnit = (typeof quotaUnits)[number];

/** How long a quota counts: the hour, day, week or month of a zone; or, rolling, the last 1 hour, 24 hours, 7 or 30 days. */
export const quotaWindows = zonedPeriodTypes;
export type QuotaWindow = ZonedPeriodType;

/** What is answered while it cannot be counted: `open` lets the call pass and records that, `closed` refuses it. */
export const failModes = ["open", "closed"] as const;
export type FailMode = (typeof failModes)[number];

/** The largest limit: $9 million in pico-USD. Counters are exact up to here. */
export const QUOTA_LIMIT_MAX = 9_000_000_000_000_000_000n;
/** Most quotas there may be: each costs a collect call a look-up. */
export const QUOTAS_MAX = 200;

/** What people decide about a quota. */
export interface QuotaTerms {
  /** For people; no two quotas share one. */
  readonly name: string;
  readonly scope: QuotaScope;
  /** Id of an access key, name of a user or feature, plain id of a model; null with `all`, and elsewhere for each of them by itself. */
  readonly scopeValue: string | null;
  readonly unit: QuotaUnit;
  readonly window: QuotaWindow;
  /** Whether the window ends now and has no fixed start. */
  readonly isRolling: boolean;
  /** IANA name; whose hours, days, weeks and months are meant. Without meaning for a rolling window. */
  readonly timeZone: string;
  /** In the quota's unit; pico-USD for `usd`. Above 0. */
  readonly limitAmount: bigint;
  /** Percent of the limit at which people want to know, ascending. */
  readonly thresholds: readonly number[];
  /** Whether `usage.quota` refuses a call beyond the limit. False: it only tells. Recording is never refused. */
  readonly isHard: boolean;
  readonly failMode: FailMode;
  readonly isEnabled: boolean;
}

/** What shall change of a quota; what is undefined stands. */
export type QuotaChange = { readonly [Term in keyof QuotaTerms]?: QuotaTerms[Term] | undefined };

/** A quota as it is stored. */
export interface Quota extends QuotaTerms {
  /** A bigint in decimal. */
  readonly id: string;
  /** Rises when scope, unit or window change: what was counted for the old terms is not taken for the new ones. */
  readonly revision: number;
  readonly createdBy: string;
  readonly updatedBy: string;
  readonly createTime: Date;
  readonly updateTime: Date;
}
