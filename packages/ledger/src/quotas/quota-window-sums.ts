import type { Period, PriceBook } from "@tokenledger/usage";
import { periodOf } from "@tokenledger/usage";
import { weightedTokensOf, type Quota } from "@tokenledger/usage/quotas";
import { z } from "zod";
import { eventIdBound } from "../queries/event-id-bound.ts";
import { rangeSegments } from "../queries/range-segments.ts";
import { isRowId } from "../row-id.ts";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";

const SUM_QUOTA_WINDOW = {
  text: sqlFile(new URL("./sql/sum-quota-window.sql", import.meta.url)),
  row: z.object({
    group_key: z.string().nullable(),
    group_name: z.string().nullable(),
    amount: z.string().transform((text) => BigInt(text)),
  }),
};

const FIND_USER_IDS = {
  text: sqlFile(new URL("../queries/sql/find-user-ids.sql", import.meta.url)),
  row: z.object({ id: z.string() }),
};

/** What one value of a quota's scope used, in the quota's unit. */
export interface QuotaSum {
  readonly value: string;
  readonly amount: bigint;
}

/** The parts of a window that are no whole hours. */
const edgesOf = ({ startMs, endMs }: Period): readonly Period[] => {
  const firstMs = periodOf("hour", startMs + 3_599_999).startMs;
  const lastMs = periodOf("hour", endMs).startMs;
  if (firstMs > lastMs) return [{ startMs, endMs }];
  return [
    { startMs, endMs: firstMs },
    { startMs: lastMs, endMs },
  ].filter((edge) => edge.startMs < edge.endMs);
};

const wholeHours = ({ startMs, endMs }: Period): Period => ({
  startMs: periodOf("hour", startMs + 3_599_999).startMs,
  endMs: periodOf("hour", endMs).startMs,
});

/** Ids of the dimension that the value names; null for all. */
const dimensionIdsOf = async (
  runner: StatementRunner,
  { scope }: Quota,
  value: string | null,
): Promise<readonly string[] | null> => {
  if (value === null) return null;
  if (scope === "access_key") return isRowId(value) ? [value] : [];
  if (scope !== "user") return null;
  return (await runner.rows(FIND_USER_IDS, [[value]])).map(({ id }) => id);
};

const parametersOf = (
  quota: Quota,
  value: string | null,
  dimensionIds: readonly string[] | null,
  window: Period,
): readonly unknown[] => {
  const { scope, unit } = quota;
  const isCellOfLabels = scope === "feature" || scope === "model" || unit === "weighted_tokens";
  const hours = wholeHours(window);
  const segments = isCellOfLabels
    ? []
    : rangeSegments({ startDate: new Date(hours.startMs), endDate: new Date(hours.endMs) });
  const edges = edgesOf(window);
  return [
    isCellOfLabels ? "breakdown" : "statistics",
    scope === "user" ? "user" : "access_key",
    dimensionIds,
    scope === "feature" && value !== null ? [value] : null,
    scope === "all" ? "none" : scope,
    segments.map(({ periodType }) => periodType),
    segments.map(({ startMs }) => startMs),
    segments.map(({ endMs }) => endMs),
    hours.startMs,
    hours.endMs,
    edges.map(({ startMs }) => startMs),
    edges.map(({ endMs }) => endMs),
    edges.map(({ startMs }) => eventIdBound(startMs)),
    edges.map(({ endMs }) => eventIdBound(endMs)),
    unit,
  ];
};

const nameOf = (
  { scope }: Quota,
  { group_key: key, group_name: name }: z.output<typeof SUM_QUOTA_WINDOW.row>,
  book: Pick<PriceBook, "resolve"> | null,
): string | null => {
  if (scope === "all") return "";
  if (scope === "model") return key === null ? null : (book?.resolve(key) ?? key);
  return name;
};

/**
 * What a quota counts in a window, by value of its scope, largest first; values without usage are absent. Exact to the millisecond.
 *
 * @param value one value of the scope, or null for all there are.
 * @param book tells which names are one model; without it each name is its own.
 */
export const sumQuotaWindow = async (
  runner: StatementRunner,
  quota: Quota,
  value: string | null,
  window: Period,
  book: Pick<PriceBook, "resolve"> | null,
): Promise<readonly QuotaSum[]> => {
  const ids = await dimensionIdsOf(runner, quota, value);
  const rows = await runner.rows(SUM_QUOTA_WINDOW, parametersOf(quota, value, ids, window));
  const sums = new Map<string, bigint>();
  for (const row of rows) {
    const name = nameOf(quota, row, book);
    if (name !== null) sums.set(name, (sums.get(name) ?? 0n) + row.amount);
  }
  return [...sums]
    .map(([each, amount]) => ({
      value: each,
      amount: quota.unit === "weighted_tokens" ? weightedTokensOf(amount) : amount,
    }))
    .filter((sum) => value === null || quota.scope === "all" || sum.value === value)
    .toSorted((left, right) => (left.amount < right.amount ? 1 : -1));
};
