import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ComparedOverview, MonthForecast, Overview, TrendPoint } from "@tokenledger/usage";
import { LIVE_MS, refetchMs, SETTLED_MS } from "../data/live.ts";
import type { QueryState } from "../data/query-state.ts";
import { useTrendPoints } from "../data/use-trend-points.ts";
import { useTrpc } from "../data/trpc.ts";
import type { Answer } from "../shell/view-bar.tsx";
import type { UsageQuestion } from "../view/usage-question.ts";
import type { ViewPeriod } from "../view/view-period.ts";
import { wholeQuestion } from "./whole-question.ts";

/** The figures above the chart: of the period, of the equal one before, and their course. */
export interface OverviewFigures {
  readonly now: QueryState<Overview>;
  /** Undefined until it is known, and while there is nothing before to compare with. */
  readonly before: Overview | undefined;
  /** Where the running month is going; null where nobody asked, for other periods, and until it is known. */
  readonly month: MonthForecast | null;
  readonly points: readonly TrendPoint[];
  readonly answer: Answer;
}

const restOf = (
  whole: (Pick<ComparedOverview, "previous"> & Pick<OverviewFigures, "month">) | undefined,
): Pick<OverviewFigures, "before" | "month"> => ({
  before: whole?.previous ?? undefined,
  month: whole?.month ?? null,
});

/**
 * Asks for the figures of a page or of one of its users or keys. The first sight is one question: the period, the one before, and, for
 * a page that tells it, where the month is going. Afterwards only what moves, the running period, is asked for every two seconds.
 */
export const useOverview = (
  filter: UsageQuestion,
  view: ViewPeriod,
  withForecast = false,
): OverviewFigures => {
  const trpc = useTrpc();
  const whole = useQuery({
    ...trpc.admin.systemOverview.queryOptions(wholeQuestion(filter, view, withForecast)),
    refetchInterval: refetchMs(false),
    // Asked for before the page was drawn, and not again because drawing took long.
    staleTime: SETTLED_MS,
    // The comparison moves on every minute; the answer before stands until the next.
    placeholderData: keepPreviousData,
  });
  const running = useQuery({
    ...trpc.admin.systemOverview.queryOptions(filter),
    refetchInterval: refetchMs(true),
    enabled: view.isLive && whole.isFetched,
    staleTime: LIVE_MS,
    // The answer to the whole question is one to this, too.
    ...(whole.data === undefined || whole.isPlaceholderData
      ? {}
      : { initialData: whole.data, initialDataUpdatedAt: whole.dataUpdatedAt }),
  });
  const course = useTrendPoints(filter, view, "none");
  const latest = running.data === undefined ? whole : running;
  return {
    now: {
      data: latest.data,
      error: running.error ?? whole.error,
      isPlaceholderData: latest.isPlaceholderData,
      refetch: () => {
        void whole.refetch();
        void running.refetch();
      },
    },
    ...restOf(whole.data),
    points: course.data?.points ?? [],
    answer: { completeUntil: latest.data?.completeUntil, answeredMs: latest.dataUpdatedAt },
  };
};
