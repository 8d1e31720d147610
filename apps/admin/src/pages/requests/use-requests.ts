import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { DetailRow } from "@tokenledger/usage";
import { useMemo } from "react";
import type { QueryState } from "../../data/query-state.ts";
import { useTrpc } from "../../data/trpc.ts";
import type { Answer } from "../../shell/view-bar.tsx";
import { usageFilter } from "../../view/filters.ts";
import type { UsageQuestion } from "../../view/usage-question.ts";
import type { ViewPeriod } from "../../view/view-period.ts";
import type { RequestsSearch } from "../../view/view-search.ts";
import { knownOutcomes } from "./known-outcomes.ts";
import { lookUpSpan, lookUpText } from "./look-up.ts";
import { mergeRecords } from "./merge-records.ts";
import { useTail } from "./use-tail.ts";

/** Rows of one page; about two screens. */
const PAGE_SIZE = 100;

/** The records an address asks for, as far as they are fetched. */
export interface Requests {
  readonly query: QueryState<readonly DetailRow[]>;
  readonly answer: Answer;
  /** Whether older ones can be fetched. */
  readonly hasOlder: boolean;
  readonly isFetchingOlder: boolean;
  readonly fetchOlder: () => void;
  /** Whether new records appear by themselves. */
  readonly isFollowing: boolean;
  /** Whether some of what came since the list was opened are missing in it. */
  readonly isCut: boolean;
}

/** Only a running period moves, and not under a reader's eyes: while the list is scrolled or a record is open it is held. */
export const isFollowing = (
  search: RequestsSearch,
  view: ViewPeriod,
  isScrolled: boolean,
): boolean =>
  view.isLive &&
  search.live !== "off" &&
  search.record === undefined &&
  lookUpText(search) === "" &&
  !isScrolled;

/** The pages of an address as one question; the next is asked for with the cursor of the last. */
const usePages = (search: RequestsSearch, filter: UsageQuestion) => {
  const trpc = useTrpc();
  return useInfiniteQuery({
    ...trpc.usage.details.infiniteQueryOptions(
      {
        ...filter,
        ...(search.requestId !== undefined && { requestId: search.requestId }),
        ...(search.messageId !== undefined && { messageId: search.messageId }),
        pageSize: PAGE_SIZE,
      },
      { getNextPageParam: ({ nextCursor }) => nextCursor },
    ),
    placeholderData: keepPreviousData,
  });
};

/** Asks for the records of an address, a page after another as they are scrolled to, and follows what arrives. */
export const useRequests = (
  search: RequestsSearch,
  view: ViewPeriod,
  nowMs: number,
  isScrolled: boolean,
): Requests => {
  const isMoving = isFollowing(search, view, isScrolled);
  const span = lookUpText(search) === "" ? view.span : lookUpSpan(nowMs);
  const { startMs, endMs } = span;
  const outcomes = knownOutcomes(search.outcome);
  const filter = {
    ...usageFilter(search, span),
    ...(outcomes.length > 0 && { outcomes: [...outcomes] }),
  };
  const { startDate: _start, endDate: _end, ...timeless } = filter;
  const pages = usePages(search, filter);
  const tail = useTail(timeless, isMoving);
  const arrived = tail?.rows;
  const fetched = pages.data?.pages;
  const rows = useMemo(() => {
    const older = fetched?.flatMap((page) => page.rows);
    return older && mergeRecords(arrived ?? [], older, { startMs, endMs });
  }, [fetched, arrived, startMs, endMs]);
  return {
    query: { ...pages, data: rows },
    answer: { completeUntil: fetched?.[0]?.completeUntil, answeredMs: pages.dataUpdatedAt },
    hasOlder: pages.hasNextPage,
    isFetchingOlder: pages.isFetchingNextPage,
    fetchOlder: () => {
      // Asked for again while it is on its way, the page is not asked for twice.
      void pages.fetchNextPage({ cancelRefetch: false });
    },
    isFollowing: isMoving,
    isCut: tail?.isCut ?? false,
  };
};
