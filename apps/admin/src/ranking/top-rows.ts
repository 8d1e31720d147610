import { metricOf, shareOf, type Metric } from "../metric/metric.ts";
import type { Sums } from "../metric/sums.ts";
import type { ConsumerRow } from "@tokenledger/usage";

/** One row of a ranking, its figures not yet put into words. */
export interface TopRow {
  readonly id: string;
  readonly name: string;
  /** In the metric's unit. */
  readonly value: bigint;
  /** Of all of the period; null while that is not known. */
  readonly ratio: number | null;
  /** Against the first row, 0 to 1. */
  readonly length: number;
  readonly isOn: boolean;
}

/** Ranks consumers by a metric, largest first, at most `countMax` of them. The share is of everything, anonymous usage included, not of the rows shown. */
export const topRows = (
  rows: readonly ConsumerRow[],
  whole: Sums | undefined,
  metric: Metric,
  filtered: readonly string[],
  countMax: number,
): readonly TopRow[] => {
  const ranked = rows
    .map((row) => ({ id: row.dimensionId, name: row.name, value: metricOf(metric, row) }))
    .sort((left, right) => {
      if (left.value === right.value) {
        return left.name.localeCompare(right.name);
      }
      return left.value > right.value ? -1 : 1;
    });
  const most = ranked[0]?.value ?? 0n;
  const all = whole === undefined ? 0n : metricOf(metric, whole);
  return ranked.slice(0, countMax).map((row) => ({
    id: row.id,
    name: row.name,
    value: row.value,
    ratio: shareOf(row.value, all),
    length: shareOf(row.value, most) ?? 0,
    isOn: filtered.includes(row.id),
  }));
};
