import {
  wholeUsage,
  type AlertFigure,
  type AlertReadings,
  type AlertWatch,
  type HourFigure,
  type OutsideReadings,
} from "@tokenledger/usage";
import { resolveFilter } from "../queries/resolved-filter.ts";
import { sumUsage, type UsageSum } from "../queries/usage-sums.ts";
import type { StatementRunner } from "../statement-runner.ts";

type Span = Parameters<AlertReadings["sums"]>[1];

const figureOf = (sum: UsageSum): AlertFigure => ({
  id: sum.key ?? "",
  name: sum.name ?? sum.key ?? "",
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
    const request = { group: groupBy, period: null, range, filter: resolved, countMax: null };
    return (await sumUsage(runner, request)).map(figureOf);
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
    group: groupBy,
    period: "hour",
    range,
    filter: resolved,
    countMax,
  });
  return sums.map((sum) => Object.assign(figureOf(sum), { hourMs: sum.periodStartMs ?? 0 }));
};
