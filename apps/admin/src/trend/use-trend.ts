import { useQuery } from "@tanstack/react-query";
import type { TrendPoint } from "@tokenledger/usage";
import { liveOptions } from "../data/live.ts";
import type { QueryState } from "../data/query-state.ts";
import { useTrendPoints, type TrendState } from "../data/use-trend-points.ts";
import { useTrpc } from "../data/trpc.ts";
import type { FilterName } from "../view/view-search.ts";
import { DEFAULT_METRIC } from "../metric/metric.ts";
import { topRows } from "../ranking/top-rows.ts";
import { useConsumers } from "../ranking/use-consumers.ts";
import { largestOnly } from "./largest-only.ts";
import type { ViewPart } from "../view/view-part.ts";

const GROUPS = { model: "model", key: "access_key", user: "user", feature: "feature" } as const;

/** Most series drawn in a colour of their own. */
export const SERIES_MAX = 6;

/** What the trend card draws. */
export interface Trend {
  readonly query: TrendState;
  /** The sums without a split: what the series do not hold of them is the rest. */
  readonly whole: readonly TrendPoint[];
  /** Of the period before; null without comparison, and until it is known. */
  readonly before: readonly TrendPoint[] | null;
}

/** The largest keys or users by what the page shows; undefined until known, and for splits that need none. */
const useLargest = (part: ViewPart, split: FilterName): QueryState<readonly string[]> => {
  const isMany = split === "key" || split === "user";
  const top = useConsumers(part, split, isMany);
  const metric = part.search.metric ?? DEFAULT_METRIC;
  const rows = isMany ? top.data?.rows : undefined;
  // In one order, so that a change of rank is not another question.
  const ids = rows && topRows(rows, undefined, metric, [], SERIES_MAX).map((row) => row.id);
  return { ...top, data: ids?.sort() };
};

const useGroups = (part: ViewPart, split: FilterName): TrendState => {
  const { filter, view } = part;
  const isMany = split === "key" || split === "user";
  const largest = useLargest(part, split);
  const ids = largest.data ?? [];
  const isKnown = !isMany || ids.length > 0;
  const groups = useTrendPoints(largestOnly(filter, split, ids), view, GROUPS[split], isKnown);
  if (isKnown) {
    return groups;
  }
  const isNobody = largest.data?.length === 0;
  return { ...largest, data: isNobody ? { points: [] } : undefined };
};

const useBefore = ({ search, view, filter }: ViewPart): Trend["before"] => {
  const trpc = useTrpc();
  const { startMs } = view.previous;
  const lengthMs = view.span.endMs - view.span.startMs;
  const isCompared = search.compare === "prev";
  const before = useQuery({
    ...trpc.usage.trends.queryOptions({
      ...filter,
      startDate: new Date(startMs),
      endDate: new Date(startMs + lengthMs),
      aggregationPeriod: view.period,
      groupBy: "none",
    }),
    ...liveOptions(false),
    enabled: isCompared,
  });
  return isCompared ? (before.data?.points ?? null) : null;
};

/**
 * Asks for the trend. There may be 100,000 users: split by user or key, only the largest are asked for, by name, beside the whole;
 * models and features are few and are asked for outright.
 */
export const useTrend = (part: ViewPart, split: FilterName): Trend => {
  const whole = useTrendPoints(part.filter, part.view, "none");
  return {
    query: useGroups(part, split),
    whole: whole.data?.points ?? [],
    before: useBefore(part),
  };
};
