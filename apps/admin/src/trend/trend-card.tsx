import type { TrendPoint } from "@tokenledger/usage";
import { useState, type ReactElement } from "react";
import { SeriesColours } from "../chart/series-colours.ts";
import type { Series } from "../chart/series.ts";
import { useKeyNames } from "../data/use-key-names.ts";
import { useLocale } from "../locale/locale-context.ts";
import { DEFAULT_METRIC, type Metric } from "../metric/metric.ts";
import { Card } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { QueryBody } from "../ui/query-body.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { splits, type FilterName } from "../view/view-search.ts";
import type { ViewPart } from "../view/view-part.ts";
import type { Outlook } from "./outlook.ts";
import { TrendBody } from "./trend-body.tsx";
import { TrendControls } from "./trend-controls.tsx";
import { beforeValues, trendSeries } from "./trend-series.ts";
import { useTrend } from "./use-trend.ts";

/** No bars: because there were no records, or because none of them has a price. */
const NothingDrawn = ({
  metric,
  points,
}: {
  readonly metric: Metric;
  readonly points: readonly TrendPoint[];
}): ReactElement => {
  const { t } = useLocale();
  return metric === "cost" && points.length > 0 ? (
    <Notice hint={t.overview.noPriceHint} title={t.overview.noPrice} />
  ) : (
    <Notice hint={t.state.emptyHint} title={t.state.empty} />
  );
};

/** The colours of one split, for as long as the page is open. */
const useColours = (split: FilterName): SeriesColours => {
  const [colours] = useState(() => new Map<FilterName, SeriesColours>());
  const own = colours.get(split) ?? new SeriesColours();
  colours.set(split, own);
  return own;
};

/** What a series is called. */
const useNames = (split: FilterName): ((series: Series) => string) => {
  const { t } = useLocale();
  const keyName = useKeyNames();
  return (series) => {
    if (series.isRest) {
      return t.overview.rest;
    }
    if (series.group === null) {
      return t.overview.none[split];
    }
    return split === "key" ? keyName(series.group) : series.group;
  };
};

/** How usage went, split by model or another thing; as bars or as a table; with the period before on demand. */
export const TrendCard = ({
  outlook = null,
  ...part
}: ViewPart & { readonly outlook?: Outlook | null }): ReactElement => {
  const { t } = useLocale();
  const { search, view } = part;
  const metric = search.metric ?? DEFAULT_METRIC;
  const split = search.split ?? "model";
  const trend = useTrend(part, split);
  const ownColours = useColours(split);
  const nameOf = useNames(split);
  return (
    <Card
      actions={
        <TrendControls
          choices={part.splits ?? splits}
          metric={metric}
          onSearch={part.onSearch}
          search={search}
          split={split}
        />
      }
      title={t.overview.trend}
    >
      <QueryBody query={trend.query} skeleton={<Skeleton lines={8} />}>
        {({ points }) => {
          const naming = { colours: ownColours, nameOf };
          const series = trendSeries(points, trend.whole, view, metric, naming);
          return series.length === 0 ? (
            <NothingDrawn metric={metric} points={points} />
          ) : (
            <TrendBody
              {...part}
              before={trend.before === null ? null : beforeValues(trend.before, view, metric)}
              metric={metric}
              outlook={outlook}
              series={series}
              split={split}
            />
          );
        }}
      </QueryBody>
    </Card>
  );
};
