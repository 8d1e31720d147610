import { Link } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { bucketTotals } from "../chart/series.ts";
import type { ChartOutlook } from "../chart/chart-outlook.tsx";
import { StackedChart } from "../chart/stacked-chart.tsx";
import { metricWriter } from "../format/metric-writer.ts";
import { useLocale } from "../locale/locale-context.ts";
import { bucketRange } from "./bucket-range.ts";
import type { TrendContent } from "./trend-content.ts";
import { TrendLegend } from "./trend-legend.tsx";
import { TrendTable } from "./trend-table.tsx";

const useLabels = (props: TrendContent): readonly { short: string; spoken: string }[] => {
  const { t, format } = useLocale();
  const { view, series, metric } = props;
  const write = metricWriter(format, metric);
  const totals = bucketTotals(series, view.buckets.length);
  return view.buckets.map((startMs, index) => {
    const parts = series.flatMap(({ name, values }) => {
      const value = values[index] ?? 0n;
      return value > 0n ? [`${name} ${write.exact(value)}`] : [];
    });
    const total = `${t.overview.total} ${write.exact(totals[index] ?? 0n)}`;
    return {
      short: format.bucket(startMs, view.period, true),
      spoken: [format.bucket(startMs, view.period, false), total, ...parts].join(", "),
    };
  });
};

/** What lies ahead, in words. */
const useChartOutlook = ({ outlook, view, metric }: TrendContent): ChartOutlook | null => {
  const { t, format } = useLocale();
  const write = metricWriter(format, metric);
  if (outlook === null || view.period !== "day") {
    return null;
  }
  const { ahead, dailyLimit } = outlook;
  return {
    ahead: ahead.map(({ startMs, value }) => ({
      value,
      short: format.bucket(startMs, "day", true),
      spoken: `${format.bucket(startMs, "day", false)}, ${t.overview.expected(write.exact(value))}`,
    })),
    limit:
      dailyLimit === null
        ? null
        : { value: dailyLimit, spoken: t.overview.limitADay(write.exact(dailyLimit)) },
  };
};

/** What the hatching and each line mean. */
const ChartKey = ({
  outlook,
  before,
  view,
}: Pick<TrendContent, "before" | "view"> & {
  readonly outlook: ChartOutlook | null;
}): ReactElement => {
  const { t, format } = useLocale();
  const { startMs, endMs } = view.previous;
  return (
    <ul className="space-y-1 px-2 text-xs text-ink-soft empty:hidden">
      {before === null ? null : (
        <li>{t.overview.dotted(format.days(startMs, Math.max(endMs - 1, startMs)))}</li>
      )}
      {outlook === null || outlook.ahead.length === 0 ? null : <li>{t.overview.hatched}</li>}
      {outlook === null || outlook.limit === null ? null : <li>{outlook.limit.spoken}</li>}
    </ul>
  );
};

/** The chart with its legend, which doubles as the ranking of the split; or the same figures as a table. */
export const TrendBody = (props: TrendContent): ReactElement => {
  const { search, view, series, before, metric, split } = props;
  const { t, format } = useLocale();
  const [activeIndex, setActiveIndex] = useState<number | null>(null);
  const labels = useLabels(props);
  const outlook = useChartOutlook(props);
  if (search.view === "table") {
    return <TrendTable {...props} />;
  }
  const read = activeIndex !== null && activeIndex < labels.length ? activeIndex : null;
  return (
    <div className="grid gap-x-8 gap-y-4 pt-2 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <StackedChart
        activeIndex={read}
        before={before}
        formatTick={(value) => metricWriter(format, metric).tick(BigInt(value))}
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
            })}
            to="."
          >
            {bar}
          </Link>
        )}
        outlook={outlook}
        series={series}
        title={t.overview.chartTitle(t.overview.metrics[metric], t.filter.names[split])}
      />
      <div className="space-y-3">
        <TrendLegend {...props} readIndex={read} />
        <ChartKey before={before} outlook={outlook} view={view} />
      </div>
    </div>
  );
};
