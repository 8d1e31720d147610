import { wholeUsage } from "@tokenledger/usage";
import {
  type AlertFigure,
  type AlertReadings,
  type AlertWatch,
  type HourFigure,
  type OutsideReadings,
} from "@tokenledger/usage/alerts";
import { resolveFilter } from "../queries/resolved-filter.ts";
import { sumUsage, type UsageSum } from "../queries/usage-sums.ts";
import { ZonedBuckets } from "../queries/zoned-buckets.ts";
import type { StatementRunner } from "../statement-runner.ts";

const buckets = new ZonedBuckets();

type Span = Parameters<AlertReadings["sums"]>[1];

const idOf = (sum: UsageSum): string =>
  sum.accessKeyId ?? sum.userId ?? sum.model ?? sum.feature ?? "";

const figureOf = (sum: UsageSum): AlertFigure => ({
  id: idOf(sum),
  name: sum.accessKeyName ?? sum.userName ?? idOf(sum),
  costPicoUsd: sum.costPicoUsd,
  tokens:
    sum.inputTokens + sum.cacheCreationInputTokens + sum.cacheReadInputTokens + sum.outputTokens,
  requests: sum.requests,
  failedRequests: sum.failedRequests,
  unpricedRequests: sum.unpricedRequests,
});

const rangeOf = ({ startMs, endMs }: Span) => ({
  startDate: new Date(startMs),
  endDate: new Date(endMs),
});

/** What a rule is judged by, read in the runner's transaction. */
export const ledgerReadings = (
  runner: StatementRunner,
  outside: OutsideReadings,
): AlertReadings => ({
  quotaStates: async (nowMs) => outside.quotaStates(nowMs),
  health: async (nowMs) => outside.health(nowMs),
  sums: async ({ filter, groupBy }, span) => {
    const range = rangeOf(span);
    const resolved = await resolveFilter(runner, wholeUsage, { ...filter, ...range });
    const sums = await sumUsage(runner, {
      groups: groupBy === "none" ? [] : [groupBy],
      buckets: buckets.of(null, "UTC", range),
      filter: resolved,
      nowMs: Date.now(),
    });
    return sums.map(figureOf);
  },
});

/** Sums of every hour of a range that has any, in the order of time, at most so many. */
export const readHours = async (
  runner: StatementRunner,
  { filter, groupBy }: Pick<AlertWatch, "filter" | "groupBy">,
  span: Span,
  countMax: number,
): Promise<readonly HourFigure[]> => {
  const range = rangeOf(span);
  const resolved = await resolveFilter(runner, wholeUsage, { ...filter, ...range });
  const sums = await sumUsage(runner, {
    groups: groupBy === "none" ? [] : [groupBy],
    buckets: buckets.of("hour", "UTC", range),
    filter: resolved,
    nowMs: Date.now(),
    countMax,
  });
  return sums
    .filter(({ isOther }) => !isOther)
    .slice(0, countMax)
    .map((sum) => Object.assign(figureOf(sum), { hourMs: sum.bucket.periodStartMs }));
};
