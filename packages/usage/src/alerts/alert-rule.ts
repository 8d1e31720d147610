import { z } from "zod";
import type { trendGroups } from "../ports/usage-queries.ts";

/** What is measured. Spend is in pico-USD; what is unpriced adds nothing to it. */
export const alertMetrics = ["spend", "tokens", "requests"] as const;
export type AlertMetric = (typeof alertMetrics)[number];

/** UTC; a week starts on Monday. */
export const alertWindows = ["hour", "day", "week", "month"] as const;
export type AlertWindow = (typeof alertWindows)[number];

const THRESHOLDS_MAX = 10;
const VALUES_MAX = 100;

/** A positive whole number: pico-USD, tokens or requests. Text is taken as well, because JSON has no bigint. */
const Amount = z
  .union(
    [
      z.bigint(),
      z
        .string()
        .regex(/^\d{1,30}$/)
        .transform((text) => BigInt(text)),
    ],
    { error: "must be a whole number" },
  )
  .refine((amount) => amount > 0n, { error: "must be above 0" })
  .refine((amount) => amount < 10n ** 30n, { error: "must be below 10^30" });

const whole = (min: number, max: number) =>
  z
    .int()
    .min(min, { error: `must be at least ${min}` })
    .max(max, { error: `must be at most ${max}` });

const isRising = (values: readonly (bigint | number)[]): boolean =>
  values.every((value, index) => index === 0 || value > (values[index - 1] ?? value));
const rising = { error: "must rise from each to the next" };

const metric = z.enum(alertMetrics);

/** When a rule fires. */
export const AlertCondition = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("threshold"),
    metric,
    window: z.enum(alertWindows),
    thresholds: z.array(Amount).min(1).max(THRESHOLDS_MAX).refine(isRising, rising),
    /** Beyond the last threshold, again at each step; null: not again. */
    recurringStep: Amount.nullable().default(null),
  }),
  z.object({
    kind: z.literal("quota"),
    /** Empty: every quota. */
    quotaIds: z.array(z.string().min(1).max(64)).max(VALUES_MAX).default([]),
    percents: z.array(whole(1, 1000)).min(1).max(THRESHOLDS_MAX).refine(isRising, rising),
  }),
  z.object({
    kind: z.literal("forecast"),
    metric,
    window: z.enum(["day", "week", "month"]),
    limit: Amount,
    /** The pace is that of these last days. */
    paceDays: whole(1, 28).default(7),
  }),
  z
    .object({
      kind: z.literal("burn_rate"),
      metric,
      /** The limit is meant for one such window. */
      window: z.enum(["day", "week", "month"]),
      limit: Amount,
      longHours: whole(1, 168).default(6),
      shortHours: whole(1, 24).default(1),
      /** 100 is the pace that uses the limit up exactly at the end of the window. */
      pacePercent: whole(101, 100_000).default(300),
    })
    .refine(({ longHours, shortHours }) => longHours > shortHours, {
      error: "must be more than shortHours",
      path: ["longHours"],
    }),
  z.object({
    kind: z.literal("anomaly"),
    metric,
    /** 300: three times what is usual on this weekday up to this hour. */
    usualPercent: whole(101, 100_000).default(300),
    /** Weeks that tell what is usual. */
    weeks: whole(2, 8).default(4),
    /** Less than this in a day is never unusual. */
    minimum: Amount,
  }),
  z.object({
    kind: z.literal("error_rate"),
    percent: whole(1, 100),
    hours: whole(1, 168).default(1),
    /** Of fewer requests nothing is concluded. */
    requestsMin: whole(1, 1_000_000_000).default(20),
  }),
  z.object({
    kind: z.literal("no_data"),
    hours: whole(1, 168),
    /** Who has sent nothing for this long is not missed any more. */
    lookbackDays: whole(1, 30).default(7),
  }),
  z.object({
    kind: z.literal("unpriced"),
    requestsMin: whole(1, 1_000_000_000).default(1),
  }),
  z
    .object({
      kind: z.literal("data_health"),
      /** Open dead letters; null: not watched. */
      deadLettersMin: whole(1, 1_000_000_000).nullable().default(1),
      /** How far the ledger is behind, in seconds; null: not watched. */
      lagSecondsMin: whole(5, 86_400).nullable().default(300),
    })
    .refine(
      ({ deadLettersMin, lagSecondsMin }) => deadLettersMin !== null || lagSecondsMin !== null,
      {
        error: "must be given where lagSecondsMin is not",
        path: ["deadLettersMin"],
      },
    ),
]);
export type AlertCondition = z.output<typeof AlertCondition>;
export type AlertKind = AlertCondition["kind"];
/** The condition of one kind. */
export type ConditionOf<Kind extends AlertKind> = Extract<AlertCondition, { readonly kind: Kind }>;

const Values = z.array(z.string().min(1).max(128)).max(VALUES_MAX).readonly().optional();

/** Which usage a rule watches. Empty or missing lists mean all. */
export const AlertFilter = z.object({
  accessKeyIds: Values,
  users: Values,
  models: Values,
  features: Values,
});
export type AlertFilter = z.output<typeof AlertFilter>;

/** What a rule watches, and when it fires. */
export interface AlertWatch {
  readonly condition: AlertCondition;
  readonly filter: AlertFilter;
  /** Each key, user, model or feature by itself; `none`: all together. Quotas and data health have their own. */
  readonly groupBy: (typeof trendGroups)[number];
}

/** A rule before it is stored. */
export interface AlertRuleDraft extends AlertWatch {
  readonly name: string;
  readonly channelIds: readonly string[];
  readonly isEnabled: boolean;
}

export interface AlertRule extends AlertRuleDraft {
  readonly id: string;
  /** Until then it fires for the history only; null: it is not muted. */
  readonly muteUntil: Date | null;
  /** Login of the member who made it. */
  readonly createdBy: string;
  readonly createTime: Date;
  readonly updateTime: Date;
  /** When it was last looked at; null: not yet. */
  readonly evaluateTime: Date | null;
  /** Why it could not be looked at the last time; null: it could. */
  readonly fault: string | null;
  /** Events that are not resolved. */
  readonly openEventCount: number;
}
