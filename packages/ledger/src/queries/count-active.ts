import { periodOf, type DateRange, type DimensionType, type Period } from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import { sumsOf, type Asking, type SumQuestion } from "./asking.ts";
import { eventIdBound } from "./event-id-bound.ts";
import { fewestCells } from "./fewest-cells.ts";
import { ceil } from "./range-segments.ts";
import type { ResolvedFilter } from "./resolved-filter.ts";

const COUNT_ACTIVE = {
  text: sqlFile(new URL("./sql/count-active.sql", import.meta.url)),
  row: z.object({ count: z.int() }),
};

/** What of a range lies in hours that it cuts. */
const cutEnds = ({ startMs, endMs }: Period): readonly Period[] => {
  const [from, to] = [ceil("hour", startMs), periodOf("hour", endMs).startMs];
  if (from > to) return [{ startMs, endMs }];
  const ends = [
    { startMs, endMs: from },
    { startMs: to, endMs },
  ];
  return ends.filter((end) => end.startMs < end.endMs);
};

/** Whether single records decide who counts. */
const takesRows = (dimension: DimensionType, filter: ResolvedFilter): boolean =>
  [
    dimension === "user" ? filter.accessKeyIds : filter.userIds,
    filter.outcomes,
    filter.qualities,
    filter.statuses,
  ].some((list) => list !== null);

const countByCells = async (
  { runner, nowMs }: Asking,
  dimension: DimensionType,
  { startDate, endDate }: DateRange,
  filter: ResolvedFilter,
): Promise<number> => {
  const range = { startMs: startDate.getTime(), endMs: endDate.getTime() };
  if (range.startMs >= range.endMs) return 0;
  const hours = {
    startMs: ceil("hour", range.startMs),
    endMs: periodOf("hour", range.endMs).startMs,
  };
  const isByLabel = filter.models !== null || filter.features !== null;
  const segments = fewestCells(hours, isByLabel ? ["hour"] : ["month", "day", "hour"], nowMs);
  const pieces = cutEnds(range);
  const [counted] = await runner.rows(COUNT_ACTIVE, [
    dimension,
    dimension === "user" ? filter.userIds : filter.accessKeyIds,
    range.startMs,
    range.endMs,
    segments.map(({ periodType }) => periodType),
    segments.map(({ startMs }) => startMs),
    segments.map(({ endMs }) => endMs),
    pieces.map(({ startMs }) => startMs),
    pieces.map(({ endMs }) => endMs),
    pieces.map(({ startMs }) => eventIdBound(startMs)),
    pieces.map(({ endMs }) => eventIdBound(endMs)),
    filter.models,
    filter.features,
    segments.map(({ sign }) => sign),
  ]);
  return counted?.count ?? 0;
};

/** How many keys or users used anything in a range. By cells; where single records decide, by summing them. */
export const countActive = async (
  asking: Asking,
  dimension: DimensionType,
  { range, filter }: Pick<SumQuestion, "range" | "filter">,
): Promise<number> => {
  if (!takesRows(dimension, filter)) return countByCells(asking, dimension, range, filter);
  const question = { range, filter, period: null, groups: [dimension], countMax: 0 };
  // The rest of none is everything, and says how many there are.
  const [all] = await sumsOf(asking, question);
  return all?.groupCount ?? 0;
};
