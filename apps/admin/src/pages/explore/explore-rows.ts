import type { Figures, TrendTotal } from "@tokenledger/usage";
import { metricOf, type Metric } from "../../metric/metric.ts";
import { addSums, noUsage, type Sums } from "../../metric/sums.ts";

/** One row of the table under the chart. */
export interface ExploreRow {
  /** Null: usage without one, or, with `isOther`, all that the largest leave. */
  readonly group: string | null;
  readonly name: string | null;
  readonly isOther: boolean;
  readonly sums: Sums;
  readonly failedRequests: bigint;
  /** Null without comparison, and for the rest. */
  readonly previous: Sums | null;
  /** By the second split; empty without one. */
  readonly cells: ReadonlyMap<string | null, Sums>;
}

const keyOf = ({ group, isOther }: Pick<TrendTotal, "group" | "isOther">): string =>
  isOther ? "other" : `group ${JSON.stringify(group)}`;

const plus = (one: Sums | null, other: Figures | null): Sums | null =>
  other === null ? one : addSums(one ?? noUsage, other);

const added = (row: ExploreRow | undefined, total: TrendTotal): ExploreRow => {
  const cells = new Map(row?.cells);
  if (!total.isOther) {
    cells.set(total.subgroup, addSums(cells.get(total.subgroup) ?? noUsage, total));
  }
  return {
    group: total.group,
    name: total.name,
    isOther: total.isOther,
    sums: addSums(row?.sums ?? noUsage, total),
    failedRequests: (row?.failedRequests ?? 0n) + total.failedRequests,
    previous: plus(row?.previous ?? null, total.previous),
    cells,
  };
};

const largestFirst = (rows: readonly ExploreRow[], metric: Metric): readonly ExploreRow[] =>
  rows.toSorted((left, right) => {
    if (left.isOther !== right.isOther) {
      return left.isOther ? 1 : -1;
    }
    const [one, other] = [metricOf(metric, left.sums), metricOf(metric, right.sums)];
    return Number(other > one) - Number(other < one);
  });

/**
 * The totals of an answer as rows, one a group, those with most of the metric first, the rest last: the answer's own order counts in the
 * period it is compared with. They sum to the whole.
 */
export const exploreRows = (
  totals: readonly TrendTotal[],
  metric: Metric,
): readonly ExploreRow[] => {
  const rows = new Map<string, ExploreRow>();
  for (const total of totals) {
    const key = keyOf(total);
    rows.set(key, added(rows.get(key), total));
  }
  return largestFirst(Array.from(rows.values()), metric);
};

/** The values of the second split, those with most of the metric first, at most so many. */
export const subColumns = (
  rows: readonly ExploreRow[],
  metric: Metric,
  countMax: number,
): readonly (string | null)[] => {
  const weights = new Map<string | null, bigint>();
  for (const { cells } of rows) {
    for (const [sub, sums] of cells) {
      weights.set(sub, (weights.get(sub) ?? 0n) + metricOf(metric, sums));
    }
  }
  return Array.from(weights)
    .sort(([, left], [, right]) => Number(right > left) - Number(right < left))
    .slice(0, countMax)
    .map(([sub]) => sub);
};
