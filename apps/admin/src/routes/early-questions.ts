import type { AdminRouter } from "@tokenledger/api";
import type { QueryClient } from "@tanstack/react-query";
import type { TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { wholeQuestion } from "../figures/whole-question.ts";
import { usageFilter } from "../view/filters.ts";
import type { SharedSearch } from "../view/view-search.ts";
import { viewPeriod } from "../view/view-period.ts";
import { UTC } from "../zone/zone.ts";
import type { ZoneSearch } from "../zone/zone-search.ts";

/**
 * With what a route asks before its page is drawn. Only what the largest paint waits for: it then is the first question the server has, and
 * is answered while the browser draws. The page finds the answer, or the question on its way, and asks nothing twice.
 */
export interface Asker {
  readonly queryClient: QueryClient;
  readonly trpc: TRPCOptionsProxy<AdminRouter>;
}

/** The figures of a page's sentence, as `useOverview` asks for them. */
export const askForFigures = (
  { queryClient, trpc }: Asker,
  search: SharedSearch & ZoneSearch,
  withForecast = false,
): void => {
  const view = viewPeriod(search.range, Date.now(), search.tz ?? UTC);
  const question = wholeQuestion(usageFilter(search, view.span), view, withForecast);
  void queryClient.prefetchQuery(trpc.admin.systemOverview.queryOptions(question));
};
