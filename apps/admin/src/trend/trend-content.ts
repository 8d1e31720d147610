import type { ChartSeries } from "../chart/chart-series.ts";
import type { Metric } from "../metric/metric.ts";
import type { FilterName } from "../view/view-search.ts";
import type { Outlook } from "./outlook.ts";
import type { ViewPart } from "../view/view-part.ts";

/** What the trend card shows, once it is there. */
export interface TrendContent extends ViewPart {
  readonly series: readonly ChartSeries[];
  readonly before: readonly bigint[] | null;
  readonly metric: Metric;
  readonly split: FilterName;
  readonly outlook: Outlook | null;
}
