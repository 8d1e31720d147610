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
};

const StatisticsAnswer = z.object({
  rows: z.array(
    z.object({
      ...sums,
      dimensionId: z.string(),
      periodStart: Time,
      periodEnd: Time,
      lastUpdateTime: Time,
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

/** What procedures answer in plain JSON, by path. Those without an entry, or an output schema of their own, are described as any JSON. */
export const answers: Readonly<Record<string, z.ZodType>> = {
  "usage.collect": CollectAnswer,
  "usage.collectBatch": z.object({ results: z.array(CollectAnswer), serverTimeMs: z.int() }),
  "usage.accessKeyStatistics": StatisticsAnswer,
  "usage.userStatistics": StatisticsAnswer,
  "usage.trends": z.object({
    points: z.array(z.object({ ...sums, periodStart: Time, group: text })),
    completeUntil,
  }),
  "usage.details": z.object({ rows: z.array(DetailAnswer), nextCursor: text, completeUntil }),
  "admin.systemOverview": z.object({
    ...sums,
    activeAccessKeys: z.int(),
    activeUsers: z.int(),
    failedRequests: Decimal,
    completeUntil,
  }),
  "admin.topConsumers": z.object({
    rows: z.array(z.object({ ...sums, dimensionId: z.string(), name: z.string() })),
    completeUntil,
  }),
  "auth.me": z.object({ id: z.string(), login: z.string(), role: z.string() }).partial(),
};
