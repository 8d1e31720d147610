import type { Trends } from "@tokenledger/usage";
import { useCallback, useMemo, type ReactElement } from "react";
import { useKeyNames } from "../../data/use-key-names.ts";
import { WHY_ALL, whyOf } from "../../explanation/why.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { DEFAULT_METRIC } from "../../metric/metric.ts";
import { Notice } from "../../ui/notice.tsx";
import { TrendTable } from "../../trend/trend-table.tsx";
import type { SearchChange } from "../../view/search-change.ts";
import type { ViewPeriod } from "../../view/view-period.ts";
import { ExploreChart } from "./explore-chart.tsx";
import { subOf } from "./explore-question.ts";
import { exploreRows, type ExploreRow } from "./explore-rows.ts";
import type { ExploreSearch, ExploreSplit } from "./explore-search.ts";
import { exploreSeries, runningTotals } from "./explore-series.ts";
import { ExploreTable } from "./explore-table.tsx";
import { exploreTexts } from "./explore-texts.ts";

interface ExploreBodyProps {
  readonly trends: Trends;
  readonly search: ExploreSearch;
  readonly view: ViewPeriod;
  readonly onSearch: (change: SearchChange<ExploreSearch>) => void;
}

/** What a value of a split is called; the rest, and what has none, too. */
const useNames = (split: ExploreSplit): ((group: string | null, isOther: boolean) => string) => {
  const { t } = useLocale();
  const texts = usePageTexts(exploreTexts);
  const keyName = useKeyNames();
  return useCallback(
    (group, isOther) => {
      if (isOther) {
        return t.overview.rest;
      }
      if (split === "none") {
        return texts.all;
      }
      if (group === null) {
        return t.overview.none[split];
      }
      return split === "key" ? keyName(group) : group;
    },
    [t, texts, keyName, split],
  );
};

/** Whose cost a row's is: of everything, or of its group; nobody's alone for the rest and for what has none. */
const useWhy = (by: ExploreSplit): ((row: ExploreRow) => string | null) =>
  useCallback(
    ({ group, isOther }) => {
      if (by === "none") {
        return WHY_ALL;
      }
      return group === null || isOther ? null : whyOf({ name: by, value: group });
    },
    [by],
  );

/** The days compared with; null without comparison. */
const useVersus = ({ previous }: Trends): string | null => {
  const { format } = useLocale();
  return previous === null
    ? null
    : format.days(previous.startDate.getTime(), previous.endDate.getTime() - 1);
};

const Compared = ({ versus }: { readonly versus: string | null }): ReactElement | null => {
  const texts = usePageTexts(exploreTexts);
  return versus === null ? null : <p className="text-xs text-ink-soft">{texts.compared(versus)}</p>;
};

/** The answer: a chart, and every figure of it in a table. */
export const ExploreBody = ({ trends, search, view, onSearch }: ExploreBodyProps): ReactElement => {
  const { t } = useLocale();
  const metric = search.metric ?? DEFAULT_METRIC;
  const by = search.by ?? "model";
  const nameOf = useNames(by);
  const subName = useNames(subOf(search));
  const rows = useMemo(() => exploreRows(trends.totals, metric), [trends.totals, metric]);
  const rowName = useCallback(({ group, isOther }: ExploreRow) => nameOf(group, isOther), [nameOf]);
  const whyOfRow = useWhy(by);
  const subNameOf = useCallback((sub: string | null) => subName(sub, false), [subName]);
  const series = exploreSeries(trends.points, metric, view.buckets, (one) =>
    nameOf(one.group, one.isRest),
  );
  const drawn = search.sum === "running" ? runningTotals(series) : series;
  const versus = useVersus(trends);
  if (rows.length === 0) {
    return <Notice hint={t.state.emptyHint} title={t.state.empty} />;
  }
  return (
    <div className="space-y-4">
      {search.view === "table" ? (
        <TrendTable before={null} metric={metric} series={drawn} view={view} />
      ) : (
        <ExploreChart
          by={by === "none" ? t.overview.whole : t.filter.names[by]}
          metric={metric}
          series={drawn}
          view={view}
        />
      )}
      <Compared versus={versus} />
      <ExploreTable
        isPivot={subOf(search) !== "none"}
        metric={metric}
        nameOf={rowName}
        onSort={(sort) => {
          onSearch((now) => ({ ...now, sort }));
        }}
        rows={rows}
        sort={search.sort}
        subNameOf={subNameOf}
        whyOfRow={whyOfRow}
        versus={versus}
      />
    </div>
  );
};
