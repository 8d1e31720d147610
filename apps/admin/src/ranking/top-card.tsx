import type { ReactElement } from "react";
import { BarList } from "../chart/bar-list.tsx";
import { metricWriter } from "../format/metric-writer.ts";
import { useLocale } from "../locale/locale-context.ts";
import { DEFAULT_METRIC } from "../metric/metric.ts";
import { addSums, type Sums } from "../metric/sums.ts";
import { Card } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { QueryBody } from "../ui/query-body.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { toggleFilter } from "../view/filters.ts";
import type { ViewPart } from "../view/view-part.ts";
import type { FilterName } from "../view/view-search.ts";
import { topRows } from "./top-rows.ts";
import { useConsumers } from "./use-consumers.ts";

const COUNT_MAX = 8;

interface TopCardProps extends ViewPart {
  readonly name: FilterName;
}

/** Who used most, by the metric the page shows; a click shows the page for one of them alone. */
export const TopCard = (props: TopCardProps): ReactElement => {
  const { name, search, onSearch } = props;
  const { t, format } = useLocale();
  const metric = search.metric ?? DEFAULT_METRIC;
  const write = metricWriter(format, metric);
  const top = useConsumers(props, name);
  return (
    <Card
      actions={
        <span className="text-xs text-ink-soft">
          {t.overview.ranked(t.overview.metrics[metric])}
        </span>
      }
      title={t.overview.top[name]}
    >
      <QueryBody query={top} skeleton={<Skeleton lines={6} />}>
        {({ rows, other }) =>
          rows.length === 0 ? (
            <Notice title={t.state.empty} />
          ) : (
            <BarList
              onToggle={(value) => {
                onSearch((now) => toggleFilter(now, { name, value }));
              }}
              rows={topRows(
                rows,
                rows.reduce<Sums>(addSums, other),
                metric,
                search[name] ?? [],
                COUNT_MAX,
              ).map((row) => ({
                id: row.id,
                name: row.name,
                length: row.length,
                isOn: row.isOn,
                value: write.brief(row.value),
                exact: write.exact(row.value),
                share: row.ratio === null ? "" : format.share(row.ratio),
                hint: row.isOn ? t.filter.notOnly(row.name) : t.filter.only(row.name),
              }))}
            />
          )
        }
      </QueryBody>
    </Card>
  );
};
