import { outcomes, platforms, qualities } from "@tokenledger/usage";
import { z } from "zod";

const Decimal = z.string().regex(/^-?\d+$/);
const Time = z.iso.datetime();
const completeUntil = Time.nullable().describe(
  "Everything accepted before this moment is in the answer; null while that is unknown.",
);

const sums = {
  inputTokens: Decimal.describe("Without cache reads and writes."),
  cacheCreationInputTokens: Decimal,
  cacheReadInputTokens: Decimal,
  outputTokens: Decimal,
  requests: Decimal,
  costPicoUsd: Decimal.describe("Of what has a price, in 10^-12 US dollars."),
  unpricedRequests: Decimal.describe("Requests of which a part has no price: the cost lacks them."),
  failedRequests: Decimal,
  cacheWrite5mTokens: Decimal.nullable().describe("Null unless asked for, as isByLifetime."),
  cacheWrite1hTokens: Decimal.nullable(),
};
const previous = z
  .object(sums)
  .nullable()
  .describe("The same of what is compared with; null without comparison.");

const StatisticsAnswer = z.object({
  rows: z.array(
    z.object({
      ...sums,
      dimensionId: z.string(),
      periodStart: Time,
      periodEnd: Time,
      lastUpdateTime: Time,
      previous,
    }),
  ),
  completeUntil,
});

const Kept = z.object({ status: z.enum(["accepted", "duplicate"]) });
const Rejected = z.object({
  status: z.literal("rejected"),
  code: z.enum(["invalid", "too_old", "in_future", "user_disabled"]),
  message: z.string(),
  field: z.string().optional(),
});
const CollectAnswer = z.union([Kept, Rejected]);

const text = z.string().nullable();
const DetailAnswer = z.object({
  accessKeyId: z.string(),
  accessKeyName: z.string(),
  eventId: z.string(),
  occurTimeMs: z.int(),
  createTime: Time,
  user: text,
  feature: text,
  model: text,
  requestId: text,
  messageId: text,
  platform: z.enum(platforms),
  outcome: z.enum(outcomes),
  quality: z.enum(qualities),
  lines: z.array(z.record(z.string(), z.json())),
  costPicoUsd: Decimal,
  unpricedLineCount: z.int(),
});

const part = { group: text, subgroup: text, isOther: z.boolean() };
const TrendPoint = z.object({ ...sums, ...part, periodStart: Time });

const overview = {
  ...sums,
  activeAccessKeys: z.int(),
  activeUsers: z.int(),
  errorRate: z.number().nullable(),
  cacheHitShare: z.number().nullable(),
  cacheSavingPicoUsd: Decimal.nullable(),
};

const MonthForecast = z.object({
  startDate: Time,
  endDate: Time,
  toDate: z.object(sums),
  previousToDate: z.object(sums),
  previousMonth: z.object(sums),
  method: z.string(),
  methodDescription: z.string(),
  basisDayCount: z.int(),
  costPicoUsd: Decimal,
  requests: Decimal,
  tokens: Decimal,
});

/** What procedures answer in plain JSON, by path. Those without an entry, or an output schema of their own, are described as JSON of every shape. */
export const answers: Readonly<Record<string, z.ZodType>> = {
  "usage.collect": CollectAnswer,
  "usage.collectBatch": z.object({ results: z.array(CollectAnswer), serverTimeMs: z.int() }),
  "usage.accessKeyStatistics": StatisticsAnswer,
  "usage.userStatistics": StatisticsAnswer,
  "usage.trends": z.object({
    points: z.array(TrendPoint),
    totals: z.array(z.object({ ...sums, ...part, name: text, previous })),
    previous: z.object({ startDate: Time, endDate: Time, points: z.array(TrendPoint) }).nullable(),
    completeUntil,
  }),
  "usage.timeHistogram": z.object({
    buckets: z.array(
      z.object({
        periodStart: Time,
        requests: Decimal,
        outcomes: z.array(z.object({ outcome: z.enum(outcomes), requests: Decimal })),
      }),
    ),
    completeUntil,
  }),
  "usage.details": z.object({
    rows: z.array(DetailAnswer),
    nextCursor: text,
    previousCursor: text,
    completeUntil,
  }),
  "usage.tail": z.object({
    rows: z.array(DetailAnswer),
    cursor: z.string(),
    isCut: z.boolean(),
    completeUntil,
  }),
  "admin.systemOverview": z.object({
    ...overview,
    previous: z.object(overview).nullable(),
    month: MonthForecast.nullable(),
    completeUntil,
  }),
  "admin.topConsumers": z.object({
    rows: z.array(z.object({ ...sums, dimensionId: z.string(), name: z.string(), previous })),
    other: z.object(sums),
    completeUntil,
  }),
  "auth.me": z.object({ id: z.string(), login: z.string(), role: z.string() }).partial(),
};
