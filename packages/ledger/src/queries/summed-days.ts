import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";
import { joined } from "./joined.ts";
import type { BucketSegment } from "./range-cover.ts";

const DAY_MS = 86_400_000;

const LIST_SUMMED_DAYS = {
  text: sqlFile(new URL("./sql/list-summed-days.sql", import.meta.url)),
  row: z.object({
    day_ms: z.string().transform(Number),
    has_breakdown: z.boolean(),
    has_outcomes: z.boolean(),
  }),
};

/**
 * The starts of the UTC days from one instant to another whose sums are of this moment. Of the same snapshot as what is read by it, or sums may be of two
 * moments.
 */
export const summedDays = async (
  runner: StatementRunner,
  of: "breakdown" | "outcomes",
  fromMs: number,
  toMs: number,
): Promise<ReadonlySet<number>> => {
  const rows = await runner.rows(LIST_SUMMED_DAYS, [fromMs, toMs]);
  return new Set(rows.filter((row) => row[`has_${of}`]).map(({ day_ms: dayMs }) => dayMs));
};

/** A stretch of days, those that are summed as days and the others as hours. */
const splitDays = (
  segment: BucketSegment,
  summed: ReadonlySet<number>,
): readonly BucketSegment[] => {
  const dayCount = (segment.endMs - segment.startMs) / DAY_MS;
  const days = Array.from({ length: dayCount }, (_, index): BucketSegment => {
    const startMs = segment.startMs + index * DAY_MS;
    const periodType = summed.has(startMs) ? "day" : "hour";
    return { ...segment, periodType, startMs, endMs: startMs + DAY_MS };
  });
  return joined(days, (one, next) => one.periodType === next.periodType);
};

/** The same cells of hours and days, with hours in place of days whose sums were not made yet, or are not of this moment. */
export const asSummed = async (
  runner: StatementRunner,
  segments: readonly BucketSegment[],
): Promise<readonly BucketSegment[]> => {
  const days = segments.filter(({ periodType }) => periodType === "day");
  if (days.length === 0) return segments;
  const fromMs = Math.min(...days.map(({ startMs }) => startMs));
  const toMs = Math.max(...days.map(({ endMs }) => endMs));
  const summed = await summedDays(runner, "breakdown", fromMs, toMs);
  return segments.flatMap((segment) =>
    segment.periodType === "day" ? splitDays(segment, summed) : [segment],
  );
};
