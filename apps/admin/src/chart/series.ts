import type { TrendPoint } from "@tokenledger/usage";
import { metricOf, type Metric } from "../metric/metric.ts";

/** One colour of a stacked chart. `values` stand in the order of the chart's buckets. */
export interface Series {
  /** The group's value; null gathers records that have none. */
  readonly group: string | null;
  /** True for the one series that sums every group too small to be drawn alone. */
  readonly isRest: boolean;
  readonly total: bigint;
  readonly values: readonly bigint[];
}

const sum = (values: readonly bigint[]): bigint =>
  values.reduce((total, value) => total + value, 0n);

const compare = (left: Series, right: Series): number => {
  if (left.total !== right.total) {
    return left.total > right.total ? -1 : 1;
  }
  return (left.group ?? "").localeCompare(right.group ?? "");
};

const groupPoints = (
  points: readonly TrendPoint[],
  metric: Metric,
  buckets: readonly number[],
): Series[] => {
  const indexOf = new Map(buckets.map((startMs, index) => [startMs, index]));
  const groups = new Map<string | null, bigint[]>();
  for (const point of points) {
    const index = indexOf.get(point.periodStart.getTime());
    if (index !== undefined) {
      const values = groups.get(point.group) ?? buckets.map(() => 0n);
      values[index] = (values[index] ?? 0n) + metricOf(metric, point);
      groups.set(point.group, values);
    }
  }
  return Array.from(groups, ([group, values]) => ({
    group,
    isRest: false,
    total: sum(values),
    values,
  }));
};

/**
 * Turns trend points into at most `countMax` series and one for the rest, largest first. Nothing is lost:
 * the series sum, bucket by bucket, to the points given. Points outside the buckets do not count; groups of zero are left out.
 */
export const seriesOf = (
  points: readonly TrendPoint[],
  metric: Metric,
  buckets: readonly number[],
  countMax: number,
): readonly Series[] => {
  const all = groupPoints(points, metric, buckets)
    .filter((series) => series.total > 0n)
    .sort(compare);
  const rest = all.slice(countMax);
  if (rest.length <= 1) {
    return all;
  }
  const values = buckets.map((_, index) => sum(rest.map((series) => series.values[index] ?? 0n)));
  return [...all.slice(0, countMax), { group: null, isRest: true, total: sum(values), values }];
};

/** The sum of all series, bucket by bucket. */
export const bucketTotals = (series: readonly Series[], bucketCount: number): readonly bigint[] =>
  Array.from({ length: bucketCount }, (_, index) =>
    sum(series.map((one) => one.values[index] ?? 0n)),
  );

/**
 * Adds what the series do not hold of a whole, as the one series for the rest: for questions that asked for the largest groups only.
 * A bucket never goes below zero, even when the whole was asked a moment before its parts.
 */
export const withRestOf = (
  series: readonly Series[],
  wholeValues: readonly bigint[],
): readonly Series[] => {
  const drawn = bucketTotals(series, wholeValues.length);
  const values = wholeValues.map((whole, index) => {
    const rest = whole - (drawn[index] ?? 0n);
    return rest > 0n ? rest : 0n;
  });
  const total = sum(values);
  return total === 0n ? series : [...series, { group: null, isRest: true, total, values }];
};
