import type { SplitTrendPoint } from "@tokenledger/usage";
import { colourOfSlot, type ChartSeries } from "../../chart/chart-series.ts";
import { SERIES_COLOUR_COUNT } from "../../chart/series-colours.ts";
import { seriesOf, withRestOf, type Series } from "../../chart/series.ts";
import { metricOf, type Metric } from "../../metric/metric.ts";

const wholeValues = (
  points: readonly SplitTrendPoint[],
  metric: Metric,
  buckets: readonly number[],
): readonly bigint[] => {
  const sums = new Map<number, bigint>();
  for (const point of points) {
    const startMs = point.periodStart.getTime();
    sums.set(startMs, (sums.get(startMs) ?? 0n) + metricOf(metric, point));
  }
  return buckets.map((startMs) => sums.get(startMs) ?? 0n);
};

/** The chart's series: as many of the largest groups as there are colours, all else in grey; bucket by bucket they sum to the whole. */
export const exploreSeries = (
  points: readonly SplitTrendPoint[],
  metric: Metric,
  buckets: readonly number[],
  nameOf: (series: Series) => string,
): readonly ChartSeries[] => {
  const named = points.filter(({ isOther }) => !isOther);
  const largest = seriesOf(named, metric, buckets, Infinity).slice(0, SERIES_COLOUR_COUNT);
  return withRestOf(largest, wholeValues(points, metric, buckets)).map((series, index) => ({
    group: series.group,
    isRest: series.isRest,
    total: series.total,
    values: series.values,
    name: nameOf(series),
    colour: series.isRest ? "rest" : colourOfSlot(index),
  }));
};

/** The same as running totals: each bucket holds what came until its end. */
export const runningTotals = (series: readonly ChartSeries[]): readonly ChartSeries[] =>
  series.map(({ group, isRest, total, values, name, colour }) => {
    let sum = 0n;
    const running = values.map((value) => {
      sum += value;
      return sum;
    });
    return { group, isRest, total, values: running, name, colour };
  });
