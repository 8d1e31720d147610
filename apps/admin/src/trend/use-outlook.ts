import { useQuery } from "@tanstack/react-query";
import type { MonthForecast } from "@tokenledger/usage";
import { liveOptions } from "../data/live.ts";
import { useMay } from "../data/use-member.ts";
import { useTrpc } from "../data/trpc.ts";
import { DEFAULT_METRIC } from "../metric/metric.ts";
import { activeFilters } from "../view/filters.ts";
import { useLocale } from "../locale/locale-context.ts";
import type { TrendSearch } from "../view/view-search.ts";
import { outlookOf, type Outlook } from "./outlook.ts";

/** What lies ahead, where the chart shows the cost of the running month; a budget's share only where nothing is filtered away. */
export const useOutlook = (
  month: MonthForecast | null,
  search: TrendSearch,
  nowMs: number,
): Outlook | null => {
  const trpc = useTrpc();
  const { zone } = useLocale();
  const isWhole = activeFilters(search).length === 0;
  const { data } = useQuery({
    ...trpc.quotas.list.queryOptions(),
    ...liveOptions(false),
    enabled: useMay("quotas.read"),
  });
  const isCost = (search.metric ?? DEFAULT_METRIC) === "cost";
  return month === null || !isCost
    ? null
    : outlookOf(month, isWhole ? (data?.quotas ?? []) : [], nowMs, zone);
};
