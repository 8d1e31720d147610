import type { ReactElement } from "react";
import type { ChartSeries } from "../../chart/chart-series.ts";
import { bucketTotals } from "../../chart/series.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Cell, HeadCell, Table } from "../../ui/table.tsx";
import type { ViewPeriod } from "../../view/view-period.ts";
import { requestsTexts } from "./requests-texts.ts";

const Head = ({ series }: { readonly series: readonly ChartSeries[] }): ReactElement => {
  const { t } = useLocale();
  return (
    <>
      <HeadCell>{t.overview.period}</HeadCell>
      {series.map(({ name }) => (
        <HeadCell isNumber key={name}>
          {name}
        </HeadCell>
      ))}
      <HeadCell isNumber>{t.overview.total}</HeadCell>
    </>
  );
};

/** The histogram as figures: a row per period, newest first, and what they sum to. */
export const HistogramTable = ({
  series,
  view,
}: {
  readonly series: readonly ChartSeries[];
  readonly view: ViewPeriod;
}): ReactElement => {
  const { t, format } = useLocale();
  const texts = usePageTexts(requestsTexts);
  const totals = bucketTotals(series, view.buckets.length);
  const rows = view.begunBuckets.map((startMs, index) => ({ startMs, index })).toReversed();
  return (
    <Table
      caption={texts.histogram}
      foot={
        <tr>
          <Cell>{t.overview.whole}</Cell>
          {series.map(({ name, total }) => (
            <Cell isNumber key={name}>
              {format.exact(total)}
            </Cell>
          ))}
          <Cell isNumber>{format.exact(totals.reduce((sum, one) => sum + one, 0n))}</Cell>
        </tr>
      }
      head={<Head series={series} />}
    >
      {rows.map(({ startMs, index }) => (
        <tr key={startMs}>
          <Cell>{format.bucket(startMs, view.period, false)}</Cell>
          {series.map(({ name, values }) => (
            <Cell isNumber key={name}>
              {format.exact(values[index] ?? 0n)}
            </Cell>
          ))}
          <Cell isNumber>{format.exact(totals[index] ?? 0n)}</Cell>
        </tr>
      ))}
    </Table>
  );
};
