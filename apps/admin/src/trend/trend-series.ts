import type { TrendPoint } from "@tokenledger/usage";
import { colourOfSlot, type ChartSeries } from "../chart/chart-series.ts";
import type { SeriesColours } from "../chart/series-colours.ts";
import { seriesOf, withRestOf, type Series } from "../chart/series.ts";
import type { Metric } from "../metric/metric.ts";
import { bucketStart, nextBucket } from "../period/buckets.ts";
import type { ViewPeriod } from "../view/view-period.ts";
import { courseOf } from "../figures/tile-figures.ts";
import { SERIES_MAX, type Trend } from "./use-trend.ts";

/** How series are called and coloured. */
export interface SeriesNaming {
  readonly colours: SeriesColours;
  readonly nameOf: (series: Series) => string;
}

/** The series of the chart, named and coloured: the largest first, what is left of the whole last, in grey. */
export const trendSeries = (
  points: readonly TrendPoint[],
  whole: Trend["whole"],
  view: ViewPeriod,
  metric: Metric,
  { colours, nameOf }: SeriesNaming,
): readonly ChartSeries[] => {
  const drawn = seriesOf(points, metric, view.buckets, SERIES_MAX);
  const all = drawn.some((series) => series.isRest)
    ? drawn
    : withRestOf(drawn, courseOf(whole, view.buckets, metric));
  // A single group beyond the colours stays itself, in grey: better named than gathered.
  const named = all.filter((series) => !series.isRest).slice(0, SERIES_MAX);
  const slots = colours.assign(named.map((series) => series.group ?? ""));
  return all.map((series, index) => ({
    group: series.group,
    isRest: series.isRest,
    total: series.total,
    values: series.values,
    name: nameOf(series),
    colour: series.isRest ? "rest" : colourOfSlot(slots[index] ?? -1),
  }));
};

/**
 * The period before, laid over this one bucket by bucket: its first bucket under the first. Months differ in length; what has no
 * counterpart is left out.
 */
export const beforeValues = (
  before: readonly TrendPoint[],
  view: ViewPeriod,
  metric: Metric,
): readonly bigint[] => {
  const starts: number[] = [];
  const { zone } = view.span;
  let startMs = bucketStart(zone, view.previous.startMs, view.period);
  while (starts.length < view.buckets.length && startMs < view.span.startMs) {
    starts.push(startMs);
    startMs = nextBucket(zone, startMs, view.period);
  }
  return courseOf(before, starts, metric);
};
