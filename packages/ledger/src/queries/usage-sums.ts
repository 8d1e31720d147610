import type {
  Cost,
  DateRange,
  DimensionType,
  PeriodType,
  Totals,
  TrendGroup,
} from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";
import { eventIdBound } from "./event-id-bound.ts";
import { periodsWithin, rangeSegments, type Segment } from "./range-segments.ts";
import type { ResolvedFilter } from "./resolved-filter.ts";

const Count = z.string().transform((text) => BigInt(text));

const SumRow = z.object({
  group_key: z.string().nullable(),
  group_name: z.string().nullable(),
  period_start_ms: z.number().nullable(),
  input: Count,
  cache_creation: Count,
  cache_read: Count,
  output: Count,
  requests: Count,
  failed: Count,
  cost: Count,
  unpriced: Count,
  last_update_ms: z.number(),
  dimension_count: z.int(),
});

const SUM_USAGE = {
  text: sqlFile(new URL("./sql/sum-usage.sql", import.meta.url)),
  row: SumRow,
};

/** Sums of one group in one period, or in the whole range. */
export interface UsageSum extends Totals, Cost {
  /** Access key id, user id, model or feature; null for the whole, or for usage without one. */
  readonly key: string | null;
  /** Name of the key or user, model or feature; null as above, or when nobody has that id. */
  readonly name: string | null;
  /** Start of the UTC period; null for the whole range. */
  readonly periodStartMs: number | null;
  readonly failedRequests: bigint;
  readonly lastUpdateTime: Date;
  /** How many access keys or users there are, limited or not; 0 for other groups. */
  readonly dimensionCount: number;
}

export interface SumRequest {
  readonly group: TrendGroup;
  /** Null sums the whole range. */
  readonly period: PeriodType | null;
  readonly range: DateRange;
  readonly filter: ResolvedFilter;
  /** Most groups; null for all. */
  readonly countMax: number | null;
}

const usageSum = (row: z.output<typeof SumRow>): UsageSum => ({
  key: row.group_key,
  name: row.group_name,
  periodStartMs: row.period_start_ms,
  inputTokens: row.input,
  cacheCreationInputTokens: row.cache_creation,
  cacheReadInputTokens: row.cache_read,
  outputTokens: row.output,
  requests: row.requests,
  failedRequests: row.failed,
  costPicoUsd: row.cost,
  unpricedRequests: row.unpriced,
  lastUpdateTime: new Date(row.last_update_ms),
  dimensionCount: row.dimension_count,
});

/** Whose cells answer: those of the group, else of whom the filter names, else those of the keys, which hold every record. */
const dimensionOf = ({ group, filter }: SumRequest): DimensionType => {
  if (group === "access_key" || group === "user") return group;
  return filter.userIds !== null && filter.accessKeyIds === null ? "user" : "access_key";
};

/** The cheapest source that holds the answer. */
const sourceOf = (request: SumRequest): "statistics" | "breakdown" | "rows" => {
  const { group, filter } = request;
  const other = dimensionOf(request) === "user" ? filter.accessKeyIds : filter.userIds;
  if (other !== null) return "rows";
  const isLabelled = group === "model" || group === "feature";
  return isLabelled || filter.models !== null || filter.features !== null
    ? "breakdown"
    : "statistics";
};

const segmentsOf = ({ period, range }: SumRequest): readonly Segment[] =>
  period === null
    ? rangeSegments(range)
    : [{ periodType: period, ...periodsWithin(period, range) }];

/** The parameters of `sum-usage.sql`, in its order. */
const parametersOf = (request: SumRequest): readonly unknown[] => {
  const { group, period, range, filter } = request;
  const dimension = dimensionOf(request);
  const segments = segmentsOf(request);
  const { startMs, endMs } = periodsWithin(period ?? "hour", range);
  return [
    sourceOf(request),
    dimension,
    dimension === "user" ? filter.userIds : filter.accessKeyIds,
    segments.map(({ periodType }) => periodType),
    segments.map((segment) => segment.startMs),
    segments.map((segment) => segment.endMs),
    filter.accessKeyIds,
    filter.userIds,
    startMs,
    endMs,
    eventIdBound(startMs),
    eventIdBound(endMs),
    filter.models,
    filter.features,
    group,
    period,
    request.countMax,
  ];
};

/**
 * Sums usage by group and period, ordered by period, then largest token sum first. Groups and periods without usage are absent.
 *
 * Of each source the cheapest that holds the answer: statistics; the breakdown where models or features are asked for;
 * the rows where users are asked for within keys, or keys within users. All three give the same sums.
 *
 * Periods count whole, when they start in the range; without periods, so do hours.
 */
export const sumUsage = async (
  runner: StatementRunner,
  request: SumRequest,
): Promise<readonly UsageSum[]> => {
  const rows = await runner.rows(SUM_USAGE, parametersOf(request));
  return rows.map(usageSum);
};
