import { Link } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import type { ChartSeries } from "../../chart/chart-series.ts";
import { bucketTotals } from "../../chart/series.ts";
import { StackedChart } from "../../chart/stacked-chart.tsx";
import { Swatch } from "../../chart/swatch.tsx";
import { metricWriter } from "../../format/metric-writer.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import type { Metric } from "../../metric/metric.ts";
import { bucketRange } from "../../trend/bucket-range.ts";
import { legendValues } from "../../trend/legend-values.ts";
import type { ViewPeriod } from "../../view/view-period.ts";
import { exploreTexts } from "./explore-texts.ts";

interface ExploreChartProps {
  readonly series: readonly ChartSeries[];
  readonly view: ViewPeriod;
  readonly metric: Metric;
  /** What it is split by, in words. */
  readonly by: string;
}

const Legend = ({
  series,
  view,
  metric,
  readIndex,
}: Omit<ExploreChartProps, "by"> & { readonly readIndex: number | null }): ReactElement => {
  const { t, format } = useLocale();
  const write = metricWriter(format, metric);
  const { values, total } = legendValues(series, readIndex);
  const startMs = readIndex === null ? undefined : view.buckets[readIndex];
  return (
    <p className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-soft">
      <span>
        {startMs === undefined ? t.overview.whole : format.bucket(startMs, view.period, false)}{" "}
        <span className="text-base font-semibold text-ink">{write.exact(total)}</span>
      </span>
      {series.map((one, index) => (
        <span className="inline-flex items-center gap-1" key={`${one.colour} ${one.name}`}>
          <Swatch colour={one.colour} />
          {one.name}
          <span className="font-medium text-ink">{write.brief(values[index] ?? 0n)}</span>
        </span>
      ))}
    </p>
  );
};

/** The chart of the question; a bar leads to its own period. */
export const ExploreChart = (props: ExploreChartProps): ReactElement => {
  const { series, view, metric } = props;
  const { t, format } = useLocale();
  const texts = usePageTexts(exploreTexts);
  const [activeIndex, setActiveIndex] = useState<number | null>(null);
  const write = metricWriter(format, metric);
  const totals = bucketTotals(series, view.buckets.length);
  const labels = view.buckets.map((startMs, index) => ({
    short: format.bucket(startMs, view.period, true),
    spoken: `${format.bucket(startMs, view.period, false)}, ${write.exact(totals[index] ?? 0n)}`,
  }));
  const read = activeIndex !== null && activeIndex < labels.length ? activeIndex : null;
  return (
    <div className="space-y-2">
      <Legend metric={metric} readIndex={read} series={series} view={view} />
      <StackedChart
        activeIndex={read}
        before={null}
        formatTick={(value) => write.tick(BigInt(value))}
        hint={t.overview.chartHint}
        labels={labels}
        onActive={setActiveIndex}
        renderLink={(index, link, bar) => (
          <Link
            {...link}
            resetScroll={false}
            search={(now) => ({
              ...now,
              range: bucketRange(view.buckets[index] ?? 0, view),
              roll: undefined,
            })}
            to="."
          >
            {bar}
          </Link>
        )}
        series={series}
        title={texts.chartTitle(t.overview.metrics[metric], props.by)}
      />
    </div>
  );
};
