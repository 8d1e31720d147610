import { useQuery } from "@tanstack/react-query";
import type { Overview, TrendPoint } from "@tokenledger/usage";
import { isSameButEnd } from "../data/is-same-but-end.ts";
import { liveOptions, refetchMs } from "../data/live.ts";
import type { QueryState } from "../data/query-state.ts";
import { useTrendPoints } from "../data/use-trend-points.ts";
import { useTrpc } from "../data/trpc.ts";
import type { Answer } from "../shell/view-bar.tsx";
import type { UsageQuestion } from "../view/usage-question.ts";
import type { ViewPeriod } from "../view/view-period.ts";

/** The figures above the chart: of the period, of the equal one before, and their course. */
export interface OverviewFigures {
  readonly now: QueryState<Overview>;
  /** Undefined until it is known, and while there is nothing before to compare with. */
  readonly before: Overview | undefined;
  readonly points: readonly TrendPoint[];
  readonly answer: Answer;
}

/** Asks for the figures of a page or of one of its users or keys, again and again while the period runs. Its questions travel as one request. */
export const useOverview = (filter: UsageQuestion, view: ViewPeriod): OverviewFigures => {
  const trpc = useTrpc();
  const now = useQuery({
    ...trpc.admin.systemOverview.queryOptions(filter),
    ...liveOptions(view.isLive),
  });
  const question = {
    ...filter,
    startDate: new Date(view.previous.startMs),
    endDate: new Date(view.previous.endMs),
  };
  const before = useQuery({
    ...trpc.admin.systemOverview.queryOptions(question),
    refetchInterval: refetchMs(false),
    // The question moves on every minute; its last answer stands until the next, but not that of another period.
    placeholderData: (answer, asked) =>
      isSameButEnd(asked?.queryKey[1]?.input, question) ? answer : undefined,
    // In the first minute of a period there is nothing before it to compare with.
    enabled: view.previous.endMs > view.previous.startMs,
  });
  const course = useTrendPoints(filter, view, "none");
  return {
    now,
    before: before.data,
    points: course.data?.points ?? [],
    answer: { completeUntil: now.data?.completeUntil, answeredMs: now.dataUpdatedAt },
  };
};
