import type { ReactElement } from "react";
import type { ChartSeries } from "../../chart/chart-series.ts";
import { bucketTotals } from "../../chart/series.ts";
import { Swatch } from "../../chart/swatch.tsx";
import { useLocale } from "../../locale/locale-context.ts";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import type { ViewPeriod } from "../../view/view-period.ts";

interface TrendTableProps {
  readonly series: readonly ChartSeries[];
  readonly before: readonly bigint[] | null;
  readonly view: ViewPeriod;
}

interface RowProps {
  readonly name: string;
  readonly values: readonly bigint[];
  readonly series: readonly ChartSeries[];
  readonly total: bigint;
  /** Undefined without comparison; null where the period before has no counterpart. */
  readonly before: bigint | null | undefined;
}

const Row = ({ name, values, series, total, before }: RowProps): ReactElement => {
  const { format } = useLocale();
  return (
    <tr>
      <Cell>{name}</Cell>
      {series.map((one, index) => (
        <Cell isNumber key={`${one.colour} ${one.name}`}>
          {format.exact(values[index] ?? 0n)}
        </Cell>
      ))}
      <Cell className="font-medium" isNumber>
        {format.exact(total)}
      </Cell>
      {before === undefined ? null : (
        <Cell isNumber>{before === null ? "–" : format.exact(before)}</Cell>
      )}
    </tr>
  );
};

const Head = ({ series, before }: Omit<TrendTableProps, "view">): ReactElement => {
  const { t } = useLocale();
  return (
    <>
      <HeadCell>{t.overview.period}</HeadCell>
      {series.map((one) => (
        <HeadCell isNumber key={`${one.colour} ${one.name}`}>
          <span className="inline-flex items-center gap-2">
            <Swatch colour={one.colour} />
            {one.name}
          </span>
        </HeadCell>
      ))}
      <HeadCell isNumber>{t.overview.total}</HeadCell>
      {before === null ? null : <HeadCell isNumber>{t.overview.before}</HeadCell>}
    </>
  );
};

const sum = (values: readonly bigint[]): bigint =>
  values.reduce((total, value) => total + value, 0n);

/** The chart's figures to the last digit: the whole first, then bucket by bucket, newest first. */
export const TrendTable = ({ series, before, view }: TrendTableProps): ReactElement => {
  const { t, format } = useLocale();
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
      />
      {rows.map(({ startMs, index }) => (
        <Row
          before={before === null ? undefined : (before[index] ?? null)}
          key={startMs}
          name={format.bucket(startMs, view.period, false)}
          series={series}
          total={totals[index] ?? 0n}
          values={series.map((one) => one.values[index] ?? 0n)}
        />
      ))}
    </Table>
  );
};
