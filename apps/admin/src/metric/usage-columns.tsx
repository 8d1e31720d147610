import { WhyLink } from "../explanation/why-link.tsx";
import { metricWriter } from "../format/metric-writer.ts";
import type { Locale } from "../locale/locale-context.ts";
import type { DataColumn } from "../ui/data-table.tsx";
import { cacheHitShare, metricOf, shareOf, type Metric } from "./metric.ts";
import type { Sums } from "./sums.ts";

const SHOWN = ["cost", "tokens", "requests"] as const satisfies readonly Metric[];

const metricColumn = <Row,>(
  { t, format }: Locale,
  metric: Metric,
  sumsOf: (row: Row) => Sums | null,
  whyOfRow: (row: Row) => string | null,
): DataColumn<Row> => {
  const write = metricWriter(format, metric);
  const valueOf = (row: Row): bigint | null => {
    const sums = sumsOf(row);
    return sums === null ? null : metricOf(metric, sums);
  };
  return {
    id: metric,
    head: t.overview.metrics[metric],
    hint: t.table.inPeriod,
    isNumber: true,
    sortBy: valueOf,
    title: (row) => {
      const value = valueOf(row);
      return value === null ? undefined : write.exact(value);
    },
    cell: (row) => {
      const value = valueOf(row);
      if (value === null) {
        return "–";
      }
      const why = metric === "cost" && value > 0n ? whyOfRow(row) : null;
      const text = write.brief(value);
      return why === null ? text : <WhyLink picoUsd={value} text={text} why={why} />;
    },
  };
};

/**
 * The columns of what rows used: cost, its share of the whole, tokens, requests, cache hit rate; dashes while unknown.
 *
 * @param whole what everything cost; 0 leaves the shares out.
 * @param whyOfRow whose cost a row's is, as an address says it: the cost then leads to what it is made of. Null: it leads nowhere.
 */
export const usageColumns = <Row,>(
  locale: Locale,
  sumsOf: (row: Row) => Sums | null,
  whole: bigint,
  whyOfRow: (row: Row) => string | null,
): readonly DataColumn<Row>[] => {
  const { t, format } = locale;
  const [cost, ...others] = SHOWN.map((metric) => metricColumn(locale, metric, sumsOf, whyOfRow));
  const written = (share: number | null): string => (share === null ? "–" : format.share(share));
  const hitOf = (row: Row): number | null => {
    const sums = sumsOf(row);
    return sums === null ? null : cacheHitShare(sums);
  };
  const share: DataColumn<Row> = {
    id: "share",
    head: t.overview.share,
    hint: t.table.shareHint,
    isNumber: true,
    cell: (row) => written(shareOf(sumsOf(row)?.costPicoUsd ?? 0n, whole)),
  };
  const hit: DataColumn<Row> = {
    id: "cacheHit",
    head: t.overview.tiles.cacheHit,
    hint: t.overview.hints.cacheHit,
    isNumber: true,
    sortBy: hitOf,
    cell: (row) => written(hitOf(row)),
  };
  return [...(cost === undefined ? [] : [cost]), ...(whole === 0n ? [] : [share]), ...others, hit];
};
