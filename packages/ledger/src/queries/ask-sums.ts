import { periodOf, type DimensionType, type PeriodType, type RankMetric } from "@tokenledger/usage";
import type { z } from "zod";
import type { UsageLabel } from "../entities/usage-rollup.ts";
import { sqlFile } from "../sql-file.ts";
import type { Statement, StatementRunner } from "../statement-runner.ts";
import { eventIdBound } from "./event-id-bound.ts";
import { coverBuckets, coverByDays, coverByRows, type Cover } from "./range-cover.ts";
import { leastFailure, type ResolvedFilter } from "./resolved-filter.ts";
import { asSummed, summedDays } from "./summed-days.ts";
import type { Bucket } from "./zoned-buckets.ts";

/** What sums are split by. */
export type SumGroup = "access_key" | "user" | "model" | "feature" | "outcome";

/** What a group is told by. Values of groups that were not asked for are null. */
export interface GroupValues {
  readonly accessKeyId: string | null;
  readonly userId: string | null;
  readonly model: string | null;
  readonly feature: string | null;
}

export interface SumRequest {
  readonly groups: readonly SumGroup[];
  readonly buckets: readonly Bucket[];
  readonly filter: ResolvedFilter;
  readonly nowMs: number;
  /** Weighted tokens, as quotas count them, for ranks alone, and by lifetime. */
  readonly rankBy?: RankMetric | "weighted_tokens" | undefined;
  /** Most groups that are told apart. Default: all. */
  readonly countMax?: number | undefined;
  /** Whether cache writes are told apart by lifetime. */
  readonly isByLifetime?: boolean | undefined;
  /** Whether usage that names no user is left out. Then nothing else is asked for: no group, and of filters none but the range. */
  readonly isOfUsers?: boolean | undefined;
}

/** Whose cells answer: those of the group, else of whom the filter names, else those of the keys, which hold every record. */
const dimensionOf = ({ groups, filter }: SumRequest): DimensionType => {
  if (groups.includes("access_key")) return "access_key";
  if (groups.includes("user")) return "user";
  return filter.userIds !== null && filter.accessKeyIds === null ? "user" : "access_key";
};

/** Whether users within keys are asked for, or keys within users. */
const crossesDimensions = (request: SumRequest): boolean => {
  const { groups, filter } = request;
  const dimension = dimensionOf(request);
  const otherIds = dimension === "user" ? filter.accessKeyIds : filter.userIds;
  return otherIds !== null || groups.includes(dimension === "user" ? "access_key" : "user");
};

const asksForOutcomes = ({ groups, filter }: SumRequest): boolean =>
  groups.includes("outcome") ||
  [filter.outcomes, filter.qualities, filter.statuses].some((list) => list !== null);

const namesSomebody = ({ groups, filter }: SumRequest): boolean =>
  filter.accessKeyIds !== null ||
  filter.userIds !== null ||
  groups.includes("access_key") ||
  groups.includes("user");

/** By which label sums hold the answer that are by one; null where it takes models and features at once. */
const labelOf = ({ groups, filter }: SumRequest): "model" | "feature" | null => {
  const isByModel = groups.includes("model") || filter.models !== null;
  const isByFeature = groups.includes("feature") || filter.features !== null;
  if (isByModel && isByFeature) return null;
  return isByFeature ? "feature" : "model";
};

/** By which label the sums of everybody hold the answer; null where it takes single keys or users, or models and features at once. */
const rollupOf = (request: SumRequest): UsageLabel | null => {
  if (request.isOfUsers === true) return "user";
  return namesSomebody(request) ? null : labelOf(request);
};

type Source = "rollup" | "statistics" | "breakdown" | "outcomes" | "rows";

/** The cheapest source that holds the answer. */
const sourceOf = (request: SumRequest): Source => {
  const { groups, filter } = request;
  if (crossesDimensions(request)) return "rows";
  if (asksForOutcomes(request)) return rollupOf(request) === null ? "rows" : "outcomes";
  if (rollupOf(request) !== null) return "rollup";
  const isLabelled = groups.includes("model") || groups.includes("feature");
  const isFiltered = filter.models !== null || filter.features !== null;
  return isLabelled || isFiltered || request.isByLifetime === true ? "breakdown" : "statistics";
};

const cellTypes = {
  rollup: ["day", "hour"],
  statistics: ["month", "day", "hour"],
  breakdown: ["day", "hour"],
} as const satisfies Partial<Record<Source, readonly PeriodType[]>>;

/** By days that are summed by outcome; rows tell the rest, the day that has not ended. */
const coverByOutcomes = async (
  runner: StatementRunner,
  { buckets, nowMs }: SumRequest,
): Promise<Cover> => {
  const fromMs = Math.min(...buckets.map(({ startMs }) => periodOf("day", startMs).startMs));
  const toMs = Math.max(...buckets.map(({ endMs }) => endMs));
  return coverByDays(buckets, await summedDays(runner, "outcomes", fromMs, toMs), nowMs);
};

const coverOf = async (
  runner: StatementRunner,
  request: SumRequest,
  source: Source,
): Promise<Cover> => {
  const { buckets, nowMs } = request;
  if (source === "rows") return coverByRows(buckets);
  if (source === "outcomes") return coverByOutcomes(runner, request);
  if (source !== "breakdown") return coverBuckets(buckets, cellTypes[source], nowMs);
  // Days are by one label.
  if (labelOf(request) === null) return coverBuckets(buckets, ["hour"], nowMs);
  const { segments, pieces } = coverBuckets(buckets, cellTypes[source], nowMs);
  return { segments: await asSummed(runner, segments), pieces };
};

/** The parameters of the statement, in its order. */
const parametersOf = (request: SumRequest, source: Source, cover: Cover): readonly unknown[] => {
  const { filter } = request;
  // Rows that correct the cells must be of users alone where these are.
  const dimension = request.isOfUsers === true ? "user" : dimensionOf(request);
  const { segments, pieces } = cover;
  const fromMs = Math.min(...pieces.map(({ startMs }) => startMs), request.nowMs);
  const toMs = Math.max(...pieces.map(({ endMs }) => endMs), fromMs);
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
    request.isOfUsers === true ? "user" : labelOf(request),
    fromMs,
    toMs,
    eventIdBound(fromMs),
    eventIdBound(toMs),
    leastFailure(filter.statuses),
    segments.map(({ sign }) => sign),
  ];
};

const part = (name: string): string =>
  sqlFile(new URL(`./sql/sum-usage-${name}.sql`, import.meta.url));

interface SourceStatements<Row> {
  readonly cells: Statement<Row>;
  readonly cellsAndRows: Statement<Row>;
}

/** The statements of one kind of answer, one for each source. */
export type SumStatements<Row> = Readonly<Record<Source, SourceStatements<Row>>>;

/** What is not read is not in the text: PostgreSQL would plan it all the same. @param last of its parts: what becomes of the sums. */
export const sumStatements = <Row>(
  last: "groups" | "ranks",
  row: z.ZodType<Row>,
): SumStatements<Row> => {
  const ofCells = (
    cells: "statistics" | "breakdown" | "rollup" | "outcomes",
  ): SourceStatements<Row> => {
    const withMiddle = (middle: "rows" | "no-rows"): Statement<Row> => ({
      text: [part("segments"), part(cells), part(middle), part(last)].join(""),
      row,
    });
    return { cells: withMiddle("no-rows"), cellsAndRows: withMiddle("rows") };
  };
  const statistics = ofCells("statistics");
  return {
    rollup: ofCells("rollup"),
    statistics,
    breakdown: ofCells("breakdown"),
    outcomes: ofCells("outcomes"),
    // Without a segment there is no cell.
    rows: statistics,
  };
};

/**
 * Asks the cheapest source that holds the answer: the sums of everybody; those of days by outcome, where outcomes, qualities or statuses are asked for; statistics
 * where single keys or users are; the breakdown where models, features or lifetimes are asked of them; the rows where outcomes are, or users within keys, or keys
 * within users. All give the same sums.
 */
export const askSums = async <Row>(
  runner: StatementRunner,
  statements: SumStatements<Row>,
  request: SumRequest,
): Promise<readonly Row[]> => {
  if (request.buckets.length === 0) return [];
  const source = sourceOf(request);
  const cover = await coverOf(runner, request, source);
  const { cells, cellsAndRows } = statements[source];
  const statement = cover.pieces.length === 0 ? cells : cellsAndRows;
  return runner.rows(statement, parametersOf(request, source, cover));
};
