import {
  outcomes,
  type DimensionType,
  type Figures,
  type Outcome,
  type RankMetric,
} from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";
import { eventIdBound } from "./event-id-bound.ts";
import { coverBuckets, coverByRows, type Cover } from "./range-cover.ts";
import type { ResolvedFilter } from "./resolved-filter.ts";
import type { Bucket } from "./zoned-buckets.ts";

const Text = z.string().nullable();
const Count = z.string().transform((text) => BigInt(text));

const SumRow = z.object({
  bucket: z.int(),
  is_other: z.boolean(),
  access_key_id: Text,
  access_key_name: Text,
  user_id: Text,
  user_name: Text,
  model: Text,
  feature: Text,
  outcome: z.enum(outcomes).nullable(),
  input: Count,
  write_5m: Count.nullable(),
  write_1h: Count.nullable(),
  write: Count,
  read: Count,
  output: Count,
  requests: Count,
  failed: Count,
  cost: Count,
  unpriced: Count,
  last_update_ms: z.number(),
  group_count: z.int(),
});

const SUM_USAGE = {
  text: sqlFile(new URL("./sql/sum-usage.sql", import.meta.url)),
  row: SumRow,
};

/** What sums are split by. */
export type SumGroup = "access_key" | "user" | "model" | "feature" | "outcome";

/** Sums of one group in one bucket. Values of groups that were not asked for are null. */
export interface UsageSum extends Figures {
  readonly bucket: Bucket;
  /** Whether it is all that the largest groups leave in the bucket. */
  readonly isOther: boolean;
  readonly accessKeyId: string | null;
  readonly accessKeyName: string | null;
  readonly userId: string | null;
  readonly userName: string | null;
  readonly model: string | null;
  readonly feature: string | null;
  readonly outcome: Outcome | null;
  readonly lastUpdateTime: Date;
  /** How many groups there are, in the largest or in the rest. That of usage without a value is none. */
  readonly groupCount: number;
}

export interface SumRequest {
  readonly groups: readonly SumGroup[];
  readonly buckets: readonly Bucket[];
  readonly filter: ResolvedFilter;
  readonly nowMs: number;
  readonly rankBy?: RankMetric | undefined;
  /** Most groups that are told apart. Default: all. */
  readonly countMax?: number | undefined;
  /** Whether cache writes are told apart by lifetime. */
  readonly isByLifetime?: boolean | undefined;
}

/** Whose cells answer: those of the group, else of whom the filter names, else those of the keys, which hold every record. */
const dimensionOf = ({ groups, filter }: SumRequest): DimensionType => {
  if (groups.includes("access_key")) return "access_key";
  if (groups.includes("user")) return "user";
  return filter.userIds !== null && filter.accessKeyIds === null ? "user" : "access_key";
};

const asksForRows = (request: SumRequest): boolean => {
  const { groups, filter } = request;
  const dimension = dimensionOf(request);
  const otherIds = dimension === "user" ? filter.accessKeyIds : filter.userIds;
  const otherGroup = dimension === "user" ? "access_key" : "user";
  return (
    otherIds !== null ||
    groups.includes(otherGroup) ||
    groups.includes("outcome") ||
    [filter.outcomes, filter.qualities, filter.statuses].some((list) => list !== null)
  );
};

type Source = "statistics" | "breakdown" | "rows";

/** The cheapest source that holds the answer. */
const sourceOf = (request: SumRequest): Source => {
  const { groups, filter } = request;
  if (asksForRows(request)) return "rows";
  const isLabelled = groups.includes("model") || groups.includes("feature");
  const isFiltered = filter.models !== null || filter.features !== null;
  return isLabelled || isFiltered || request.isByLifetime === true ? "breakdown" : "statistics";
};

const coverOf = ({ buckets, nowMs }: SumRequest, source: Source): Cover => {
  if (source === "rows") return coverByRows(buckets);
  return coverBuckets(buckets, source === "breakdown" ? ["hour"] : ["month", "day", "hour"], nowMs);
};

/** The parameters of `sum-usage.sql`, in its order. */
const parametersOf = (request: SumRequest): readonly unknown[] => {
  const { filter } = request;
  const source = sourceOf(request);
  const dimension = dimensionOf(request);
  const { segments, pieces } = coverOf(request, source);
  return [
    source,
    dimension,
    dimension === "user" ? filter.userIds : filter.accessKeyIds,
    segments.map(({ bucket }) => bucket),
    segments.map(({ periodType }) => periodType),
    segments.map(({ startMs }) => startMs),
    segments.map(({ endMs }) => endMs),
    pieces.map(({ plus }) => plus),
    pieces.map(({ minus }) => minus),
    pieces.map(({ startMs }) => startMs),
    pieces.map(({ endMs }) => endMs),
    pieces.map(({ startMs }) => eventIdBound(startMs)),
    pieces.map(({ endMs }) => eventIdBound(endMs)),
    filter.accessKeyIds,
    filter.userIds,
    filter.models,
    filter.features,
    filter.outcomes,
    filter.qualities,
    filter.statuses,
    request.groups,
    request.rankBy ?? "tokens",
    request.countMax,
  ];
};

/**
 * Sums usage by bucket and group, in order of time, largest groups first, the rest last. Groups without usage in a bucket are absent there.
 *
 * Of each source the cheapest that holds the answer: statistics; the breakdown where models, features or lifetimes are asked for;
 * the rows where single records are, or users within keys, or keys within users. All three give the same sums.
 */
export const sumUsage = async (
  runner: StatementRunner,
  request: SumRequest,
): Promise<readonly UsageSum[]> => {
  if (request.buckets.length === 0) return [];
  const rows = await runner.rows(SUM_USAGE, parametersOf(request));
  return rows.flatMap((row) => {
    const bucket = request.buckets[row.bucket];
    if (bucket === undefined) return [];
    return [
      {
        bucket,
        isOther: row.is_other,
        accessKeyId: row.access_key_id,
        accessKeyName: row.access_key_name,
        userId: row.user_id,
        userName: row.user_name,
        model: row.model,
        feature: row.feature,
        outcome: row.outcome,
        inputTokens: row.input,
        cacheCreationInputTokens: row.write,
        cacheWrite5mTokens: request.isByLifetime === true ? (row.write_5m ?? 0n) : null,
        cacheWrite1hTokens: request.isByLifetime === true ? (row.write_1h ?? 0n) : null,
        cacheReadInputTokens: row.read,
        outputTokens: row.output,
        requests: row.requests,
        failedRequests: row.failed,
        costPicoUsd: row.cost,
        unpricedRequests: row.unpriced,
        lastUpdateTime: new Date(row.last_update_ms),
        groupCount: row.group_count,
      },
    ];
  });
};
