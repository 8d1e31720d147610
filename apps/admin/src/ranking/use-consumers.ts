import { useQuery } from "@tanstack/react-query";
import type { ConsumerRow, ConsumerType, RankMetric } from "@tokenledger/usage";
import { liveOptions } from "../data/live.ts";
import type { QueryState } from "../data/query-state.ts";
import { useTrpc } from "../data/trpc.ts";
import { DEFAULT_METRIC, type Metric } from "../metric/metric.ts";
import type { Sums } from "../metric/sums.ts";
import type { ViewPart } from "../view/view-part.ts";
import type { FilterName } from "../view/view-search.ts";

/** Among the hundred that used most, the page ranks by what it shows. */
const COUNT_MAX = 100;

const types = {
  key: "access_key",
  user: "user",
  model: "model",
  feature: "feature",
} as const satisfies Record<FilterName, ConsumerType>;

/** By what the procedure chooses the hundred: kinds of tokens are chosen by all of them. */
const rankMetricOf = (metric: Metric): RankMetric =>
  metric === "cost" || metric === "requests" ? metric : "tokens";

type Consumers = QueryState<{ readonly rows: readonly ConsumerRow[]; readonly other: Sums }>;

/** Who or what used most, and all others as one. Rankings and the chart ask together: it is one question. */
export const useConsumers = (
  { filter, view, search }: Pick<ViewPart, "filter" | "view" | "search">,
  name: FilterName,
  isEnabled = true,
): Consumers => {
  const trpc = useTrpc();
  return useQuery({
    ...trpc.admin.topConsumers.queryOptions({
      ...filter,
      dimensionType: types[name],
      rankBy: rankMetricOf(search.metric ?? DEFAULT_METRIC),
      countMax: COUNT_MAX,
    }),
    ...liveOptions(view.isLive),
    enabled: isEnabled,
  });
};
