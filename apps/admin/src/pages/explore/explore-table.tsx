import { useMemo, type ReactElement } from "react";
import { metricWriter } from "../../format/metric-writer.ts";
import { useLocale, type Locale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { changeOfCount } from "../../metric/change.ts";
import { metricOf, metrics, shareOf, type Metric } from "../../metric/metric.ts";
import { addSums, noUsage } from "../../metric/sums.ts";
import { usageColumns } from "../../metric/usage-columns.tsx";
import { DataTable, type DataColumn } from "../../ui/data-table.tsx";
import { subColumns, type ExploreRow } from "./explore-rows.ts";
import { exploreTexts } from "./explore-texts.ts";

/** Most columns of a second split; the rest is in the row's own sum. */
const SUBS_MAX = 8;

type Texts = (typeof exploreTexts)["en"];

interface ExploreTableProps {
  readonly rows: readonly ExploreRow[];
  readonly metric: Metric;
  /** Whether there is a second split: its values then are the columns. */
  readonly isPivot: boolean;
  readonly nameOf: (row: ExploreRow) => string;
  readonly subNameOf: (sub: string | null) => string;
  /** With what is compared, in words; null without comparison. */
  readonly versus: string | null;
  /** Whose cost a row's is, as an address says it; null: nobody's alone. */
  readonly whyOfRow: (row: ExploreRow) => string | null;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
}

const metricColumn = (
  { t, format }: Locale,
  metric: Metric,
  id: string = metric,
): DataColumn<ExploreRow> => {
  const write = metricWriter(format, metric);
  return {
    id,
    head: t.overview.metrics[metric],
    isNumber: true,
    sortBy: ({ sums }) => metricOf(metric, sums),
    title: ({ sums }) => write.exact(metricOf(metric, sums)),
    cell: ({ sums }) => write.brief(metricOf(metric, sums)),
  };
};

const changeColumn = (
  { format }: Locale,
  texts: Texts,
  metric: Metric,
  versus: string,
): DataColumn<ExploreRow> => ({
  id: "change",
  head: texts.change,
  hint: texts.changeHint(versus),
  isNumber: true,
  cell: ({ sums, previous }) => {
    const change =
      previous === null ? null : changeOfCount(metricOf(metric, sums), metricOf(metric, previous));
    return change !== null && "by" in change ? format.signedShare(change.by) : "–";
  },
});

const THOUSAND = 1000n;

const perThousand = ({ sums }: ExploreRow): bigint | null =>
  sums.requests === 0n ? null : (sums.costPicoUsd * THOUSAND) / sums.requests;

const restColumns = (locale: Locale, texts: Texts): readonly DataColumn<ExploreRow>[] => [
  ...metrics
    .filter((metric) => !["cost", "tokens", "requests"].includes(metric))
    .map((metric) => metricColumn(locale, metric)),
  {
    id: "perThousand",
    head: texts.perThousand,
    hint: texts.perThousandHint,
    isNumber: true,
    sortBy: perThousand,
    cell: (row) => {
      const cost = perThousand(row);
      return cost === null ? "–" : locale.format.money(cost);
    },
  },
  {
    id: "failed",
    head: texts.failed,
    isNumber: true,
    sortBy: ({ failedRequests }) => failedRequests,
    cell: ({ failedRequests, sums }) =>
      locale.format.share(shareOf(failedRequests, sums.requests) ?? 0),
  },
];

const pivotColumns = (
  locale: Locale,
  { rows, metric, subNameOf }: ExploreTableProps,
): readonly DataColumn<ExploreRow>[] => {
  const write = metricWriter(locale.format, metric);
  return subColumns(rows, metric, SUBS_MAX).map((sub) => {
    const valueOf = ({ cells }: ExploreRow): bigint | null => {
      const sums = cells.get(sub);
      return sums === undefined ? null : metricOf(metric, sums);
    };
    return {
      id: `sub ${sub ?? ""}`,
      head: subNameOf(sub),
      isNumber: true,
      sortBy: valueOf,
      cell: (row) => {
        const value = valueOf(row);
        return value === null ? "–" : write.brief(value);
      },
    };
  });
};

const columnsOf = (
  locale: Locale,
  texts: Texts,
  props: ExploreTableProps,
): readonly DataColumn<ExploreRow>[] => {
  const { metric, nameOf, versus, rows, isPivot } = props;
  const whole = rows.map(({ sums }) => sums).reduce(addSums, noUsage).costPicoUsd;
  return [
    {
      id: "group",
      head: texts.group,
      sortBy: nameOf,
      className: "max-w-64 truncate font-medium",
      title: nameOf,
      cell: nameOf,
    },
    ...(versus === null ? [] : [changeColumn(locale, texts, metric, versus)]),
    ...(isPivot
      ? [metricColumn(locale, metric, "whole"), ...pivotColumns(locale, props)]
      : [
          ...usageColumns<ExploreRow>(locale, ({ sums }) => sums, whole, props.whyOfRow),
          ...restColumns(locale, texts),
        ]),
  ];
};

/** The figures under the chart: group by group all of them, or, with a second split, one figure of each pair. */
export const ExploreTable = (props: ExploreTableProps): ReactElement => {
  const locale = useLocale();
  const texts = usePageTexts(exploreTexts);
  const { rows, metric, isPivot, nameOf, subNameOf, whyOfRow, versus, sort, onSort } = props;
  const columns = useMemo(
    () =>
      columnsOf(locale, texts, {
        rows,
        metric,
        isPivot,
        nameOf,
        subNameOf,
        whyOfRow,
        versus,
        sort,
        onSort,
      }),
    [locale, texts, rows, metric, isPivot, nameOf, subNameOf, whyOfRow, versus, sort, onSort],
  );
  return (
    <DataTable
      caption={texts.table}
      columns={columns}
      onSort={onSort}
      rowClass={({ isOther }) => (isOther ? "text-ink-soft" : "")}
      rowKey={({ group, isOther }) => (isOther ? "other" : JSON.stringify(group))}
      rows={rows}
      sort={sort}
    />
  );
};
