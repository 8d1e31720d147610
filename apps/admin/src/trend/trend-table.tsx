import type { ReactElement } from "react";
import type { ChartSeries } from "../chart/chart-series.ts";
import { bucketTotals } from "../chart/series.ts";
import { Swatch } from "../chart/swatch.tsx";
import { metricWriter } from "../format/metric-writer.ts";
import { useLocale } from "../locale/locale-context.ts";
import { Cell, HeadCell, Table } from "../ui/table.tsx";
import type { TrendContent } from "./trend-content.ts";

interface RowProps {
  readonly name: string;
  readonly values: readonly bigint[];
  readonly series: readonly ChartSeries[];
  readonly total: bigint;
  /** Undefined without comparison; null where the period before has no counterpart. */
  readonly before: bigint | null | undefined;
  readonly write: (value: bigint) => string;
}

const Row = ({ name, values, series, total, before, write }: RowProps): ReactElement => (
  <tr>
    <Cell>{name}</Cell>
    <Cell className="font-medium" isNumber>
      {write(total)}
    </Cell>
    {before === undefined ? null : <Cell isNumber>{before === null ? "–" : write(before)}</Cell>}
    {series.map((one, index) => (
      <Cell isNumber key={`${one.colour} ${one.name}`}>
        {write(values[index] ?? 0n)}
      </Cell>
    ))}
  </tr>
);

const Head = ({ series, before }: Pick<TrendContent, "series" | "before">): ReactElement => {
  const { t } = useLocale();
  return (
    <>
      <HeadCell>{t.overview.period}</HeadCell>
      <HeadCell isNumber>{t.overview.total}</HeadCell>
      {before === null ? null : <HeadCell isNumber>{t.overview.before}</HeadCell>}
      {series.map((one) => (
        <HeadCell isNumber key={`${one.colour} ${one.name}`}>
          <span className="inline-flex items-center gap-2">
            <Swatch colour={one.colour} />
            {one.name}
          </span>
        </HeadCell>
      ))}
    </>
  );
};

const sum = (values: readonly bigint[]): bigint =>
  values.reduce((total, value) => total + value, 0n);

/** The chart's figures to the last digit: the whole first, then bucket by bucket, newest first. */
export const TrendTable = ({
  series,
  before,
  view,
  metric,
}: Pick<TrendContent, "series" | "before" | "view" | "metric">): ReactElement => {
  const { t, format } = useLocale();
  const write = metricWriter(format, metric).exact;
  const totals = bucketTotals(series, view.buckets.length);
  const rows = view.buckets.map((startMs, index) => ({ startMs, index })).reverse();
  return (
    <Table caption={t.overview.trend} head={<Head before={before} series={series} />}>
      <Row
        before={before === null ? undefined : sum(before)}
        name={t.overview.whole}
        series={series}
        total={sum(totals)}
        values={series.map((one) => one.total)}
        write={write}
      />
      {rows.map(({ startMs, index }) => (
        <Row
          before={before === null ? undefined : (before[index] ?? null)}
          key={startMs}
          name={format.bucket(startMs, view.period, false)}
          series={series}
          total={totals[index] ?? 0n}
          values={series.map((one) => one.values[index] ?? 0n)}
          write={write}
        />
      ))}
    </Table>
  );
};
