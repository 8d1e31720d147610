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
import { periodsWithin, rangeSegments } from "./range-segments.ts";
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

const statementOf = (name: string): { readonly text: string; readonly row: typeof SumRow } => ({
  text: sqlFile(new URL(`./sql/${name}.sql`, import.meta.url)),
  row: SumRow,
});

const SUM_STATISTICS = statementOf("sum-statistics");
const SUM_BREAKDOWN = statementOf("sum-breakdown");
const SUM_ROWS = statementOf("sum-rows");

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

const groupOf = (group: TrendGroup): "dimension" | "model" | "feature" | "none" =>
  group === "access_key" || group === "user" ? "dimension" : group;

const sumStatistics = async (
  runner: StatementRunner,
  request: SumRequest,
): Promise<readonly z.output<typeof SumRow>[]> => {
  const { group, period, range, filter } = request;
  const dimension = dimensionOf(request);
  const segments =
    period === null
      ? rangeSegments(range)
      : [{ periodType: period, ...periodsWithin(period, range) }];
  return runner.rows(SUM_STATISTICS, [
    dimension,
    dimension === "user" ? filter.userIds : filter.accessKeyIds,
    segments.map(({ periodType }) => periodType),
    segments.map(({ startMs }) => startMs),
    segments.map(({ endMs }) => endMs),
    groupOf(group) === "dimension",
    period !== null,
    request.countMax,
  ]);
};

const sumBreakdown = async (
  runner: StatementRunner,
  request: SumRequest,
): Promise<readonly z.output<typeof SumRow>[]> => {
  const { group, period, range, filter, countMax } = request;
  const dimension = dimensionOf(request);
  const { startMs, endMs } = periodsWithin(period ?? "hour", range);
  return runner.rows(SUM_BREAKDOWN, [
    dimension,
    dimension === "user" ? filter.userIds : filter.accessKeyIds,
    startMs,
    endMs,
    filter.models,
    filter.features,
    groupOf(group),
    period,
    countMax,
  ]);
};

const sumRows = async (
  runner: StatementRunner,
  { group, period, range, filter, countMax }: SumRequest,
): Promise<readonly z.output<typeof SumRow>[]> => {
  const { startMs, endMs } = periodsWithin(period ?? "hour", range);
  return runner.rows(SUM_ROWS, [
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
    countMax,
  ]);
};

const sourceOf = (request: SumRequest): typeof sumRows => {
  const { group, filter } = request;
  const other = dimensionOf(request) === "user" ? filter.accessKeyIds : filter.userIds;
  if (other !== null) return sumRows;
  const labelled = group === "model" || group === "feature";
  return labelled || filter.models !== null || filter.features !== null
    ? sumBreakdown
    : sumStatistics;
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
  const rows = await sourceOf(request)(runner, request);
  return rows.map(usageSum);
};
