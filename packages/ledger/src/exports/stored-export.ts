import {
  dimensionTypes,
  outcomes,
  qualities,
  statusClasses,
  trendGroups,
  type AccessScope,
} from "@tokenledger/usage";
import {
  exportFailures,
  exportFormats,
  exportMaskings,
  type ExportCheckpoint,
  type ExportJob,
  type ExportRequest,
  type ExportTotals,
} from "@tokenledger/usage/exports";
import { zonedPeriodTypes } from "@tokenledger/usage/zoned-periods";
import { z } from "zod";
import type { ExportJobEntry } from "../entities/export-job-entry.ts";

const Time = z.coerce.date<string>();
const Texts = z.array(z.string()).optional();

const Filter = z.object({
  startDate: Time,
  endDate: Time,
  accessKeyIds: Texts,
  users: Texts,
  models: Texts,
  features: Texts,
  outcomes: z.array(z.enum(outcomes)).optional(),
  qualities: z.array(z.enum(qualities)).optional(),
  statuses: z.array(z.union([z.int(), z.enum(statusClasses)])).optional(),
  timeZone: z.string().optional(),
  requestId: z.string().optional(),
  messageId: z.string().optional(),
});

const Subject = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("records"), filter: Filter }),
  z.object({
    kind: z.literal("statistics"),
    dimensionType: z.enum(dimensionTypes),
    aggregationPeriod: z.enum(zonedPeriodTypes),
    filter: Filter,
  }),
  z.object({
    kind: z.literal("trends"),
    groupBy: z.enum(trendGroups),
    aggregationPeriod: z.enum(zonedPeriodTypes),
    filter: Filter,
  }),
]);

const StoredRequest = z.object({
  subject: Subject,
  format: z.enum(exportFormats),
  isGzipped: z.boolean(),
  hasBom: z.boolean(),
  columns: z.array(z.string()).nullable(),
  masking: z.enum(exportMaskings),
}) satisfies z.ZodType<ExportRequest>;

const StoredScope = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all") }),
  z.object({ kind: z.literal("user"), users: z.array(z.string()) }),
]) satisfies z.ZodType<AccessScope>;

const Sum = z.string().transform((digits) => BigInt(digits));

const StoredTotals = z.object({
  rows: Sum,
  requests: Sum,
  inputTokens: Sum,
  cacheCreationInputTokens: Sum,
  cacheReadInputTokens: Sum,
  outputTokens: Sum,
  costPicoUsd: Sum,
  unpricedRequests: Sum,
}) satisfies z.ZodType<ExportTotals>;

const StoredCheckpoint = z.object({
  partName: z.string(),
  byteCount: z.int(),
  position: z.object({ eventId: z.string(), accessKeyId: z.string() }),
  totals: StoredTotals,
}) satisfies z.ZodType<ExportCheckpoint>;

/** JSON for a column: bigints as decimal text, times as ISO 8601. */
export const storedJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "bigint" ? inner.toString() : inner,
  );

/** A stored checkpoint; null where there is none. */
export const readCheckpoint = (stored: unknown): ExportCheckpoint | null =>
  StoredCheckpoint.nullish().parse(stored) ?? null;

// Versions before stored a sentence.
const StoredFailure = z.enum(exportFailures).catch("failed").nullish();

type Result = "finishTime" | "expireTime" | "storedName" | "sha256" | "totals" | "failure";

const resultOf = (row: ExportJobEntry): Pick<ExportJob, Result> => ({
  finishTime: row.finishTime ?? null,
  expireTime: row.expireTime ?? null,
  storedName: row.storedName ?? null,
  sha256: row.sha256 ?? null,
  totals: StoredTotals.nullish().parse(row.totals) ?? null,
  failure: StoredFailure.parse(row.failure) ?? null,
});

/** A row as the ports have it. */
export const exportJobOf = (row: ExportJobEntry): ExportJob => ({
  id: row.id,
  memberId: row.memberId,
  memberLogin: row.memberLogin,
  scope: StoredScope.parse(row.scope),
  request: StoredRequest.parse(row.request),
  fileName: row.fileName,
  completeUntil: row.completeUntil ?? null,
  state: row.state,
  isCancelRequested: row.isCancelRequested,
  createTime: row.createTime,
  startTime: row.startTime ?? null,
  attempt: row.attempt,
  rowCount: row.rowCount,
  rowTotal: row.rowTotal ?? null,
  rowsPerSecond: row.rowsPerSecond ?? null,
  byteCount: row.byteCount,
  ...resultOf(row),
});
