import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import type { ChartSeries } from "../../chart/chart-series.ts";
import { bucketTotals } from "../../chart/series.ts";
import { StackedChart } from "../../chart/stacked-chart.tsx";
import { Swatch } from "../../chart/swatch.tsx";
import { refetchMs } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { bucketRange } from "../../trend/bucket-range.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryBody } from "../../ui/query-body.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { usageFilter } from "../../view/filters.ts";
import type { ViewPeriod } from "../../view/view-period.ts";
import type { RequestsSearch } from "../../view/view-search.ts";
import { HistogramTable } from "./histogram-table.tsx";
import { histogramSeries } from "./histogram-series.ts";
import { knownOutcomes } from "./known-outcomes.ts";
import { requestsTexts } from "./requests-texts.ts";

const HEIGHT = 132;

interface HistogramProps {
  readonly series: readonly ChartSeries[];
  readonly view: ViewPeriod;
}

const Legend = ({
  series,
  view,
  readIndex,
}: HistogramProps & { readonly readIndex: number | null }): ReactElement => {
  const { t, format } = useLocale();
  const startMs = readIndex === null ? undefined : view.buckets[readIndex];
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-soft">
      <span>
        {startMs === undefined ? t.overview.whole : format.bucket(startMs, view.period, false)}
      </span>
      {series.map((one) => (
        <span className="inline-flex items-center gap-1" key={one.name}>
          <Swatch colour={one.colour} />
          {one.name}
          <span className="font-medium text-ink">
            {format.exact(readIndex === null ? one.total : (one.values[readIndex] ?? 0n))}
          </span>
        </span>
      ))}
    </p>
  );
};

const Histogram = ({ series, view }: HistogramProps): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(requestsTexts);
  const [activeIndex, setActiveIndex] = useState<number | null>(null);
  const totals = bucketTotals(series, view.buckets.length);
  const labels = view.buckets.map((startMs, index) => ({
    short: format.bucket(startMs, view.period, true),
    spoken: [
      format.bucket(startMs, view.period, false),
      format.exact(totals[index] ?? 0n),
      ...series.map((one) => `${one.name} ${format.exact(one.values[index] ?? 0n)}`),
    ].join(", "),
  }));
  const read = activeIndex !== null && activeIndex < labels.length ? activeIndex : null;
  return (
    <div className="space-y-2">
      <Legend readIndex={read} series={series} view={view} />
      <StackedChart
        activeIndex={read}
        before={null}
        formatTick={(value) => format.compact(value)}
        height={HEIGHT}
        hint={texts.histogramHint}
        labels={labels}
        onActive={setActiveIndex}
        renderLink={(index, link, bar) => (
          <Link
            {...link}
            resetScroll={false}
            search={(now) => ({
              ...now,
              range: bucketRange(view.buckets[index] ?? 0, view),
              record: undefined,
            })}
            to="."
          >
            {bar}
          </Link>
        )}
        series={series}
        title={texts.histogram}
      />
    </div>
  );
};

const ViewSwitch = ({ isTable }: { readonly isTable: boolean }): ReactElement => {
  const { t } = useLocale();
  return (
    <Link
      className={buttonClass("quiet")}
      resetScroll={false}
      search={(now) => ({ ...now, view: isTable ? undefined : "table" })}
      to="."
    >
      {isTable ? t.overview.chart : t.overview.table}
    </Link>
  );
};

/** When the calls were made, and how they ended; a bar narrows the page to its own period. Rows are read for it: asked for twice a minute only. */
export const HistogramCard = ({
  search,
  view,
}: {
  readonly search: RequestsSearch;
  readonly view: ViewPeriod;
}): ReactElement => {
  const { t } = useLocale();
  const texts = usePageTexts(requestsTexts);
  const trpc = useTrpc();
  const outcomes = knownOutcomes(search.outcome);
  const histogram = useQuery({
    ...trpc.usage.timeHistogram.queryOptions({
      ...usageFilter(search, view.span),
      ...(outcomes.length > 0 && { outcomes: [...outcomes] }),
      aggregationPeriod: view.period,
    }),
    refetchInterval: refetchMs(false),
    placeholderData: keepPreviousData,
  });
  const isTable = search.view === "table";
  return (
    <Card actions={<ViewSwitch isTable={isTable} />} title={texts.histogram}>
      <QueryBody query={histogram} skeleton={<Skeleton lines={4} />}>
        {({ buckets }) => {
          const series = histogramSeries(buckets, view.buckets, (part) => texts.parts[part]);
          if (series.length === 0) {
            return <Notice title={t.state.empty} />;
          }
          return isTable ? (
            <HistogramTable series={series} view={view} />
          ) : (
            <Histogram series={series} view={view} />
          );
        }}
      </QueryBody>
    </Card>
  );
};
