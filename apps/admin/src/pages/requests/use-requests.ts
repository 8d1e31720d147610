import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { DetailRow } from "@tokenledger/usage";
import type { QueryState } from "../../data/query-state.ts";
import { refetchMs } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import type { Answer } from "../../shell/view-bar.tsx";
import { usageFilter } from "../../view/filters.ts";
import type { ViewPeriod } from "../../view/view-period.ts";
import type { RequestsSearch } from "../../view/view-search.ts";
import { knownOutcomes } from "./known-outcomes.ts";
import { lookUpSpan, lookUpText } from "./look-up.ts";

/** Rows of one page. */
export const PAGE_SIZE = 50;

/** One page of records. */
export interface RequestsPageData {
  readonly rows: readonly DetailRow[];
  readonly nextCursor: string | null;
}

/** The page of records an address asks for. */
export interface Requests {
  readonly query: QueryState<RequestsPageData>;
  readonly answer: Answer;
  /** Whether new records appear by themselves. */
  readonly isFollowing: boolean;
}

/** Only the newest page of a running period moves, and not under a reader's eyes while a record is open. */
export const isFollowing = (search: RequestsSearch, view: ViewPeriod): boolean =>
  view.isLive &&
  search.live !== "off" &&
  search.cursor === undefined &&
  search.record === undefined;

/** Asks for the page of records an address names. */
export const useRequests = (search: RequestsSearch, view: ViewPeriod, nowMs: number): Requests => {
  const trpc = useTrpc();
  const isMoving = isFollowing(search, view);
  const span = lookUpText(search) === "" ? view.span : lookUpSpan(nowMs);
  const outcomes = knownOutcomes(search.outcome);
  const query = useQuery({
    ...trpc.usage.details.queryOptions({
      ...usageFilter(search, span),
      ...(outcomes.length > 0 && { outcomes }),
      ...(search.requestId !== undefined && { requestId: search.requestId }),
      ...(search.messageId !== undefined && { messageId: search.messageId }),
      ...(search.cursor !== undefined && { cursor: search.cursor }),
      pageSize: PAGE_SIZE,
    }),
    placeholderData: keepPreviousData,
    refetchInterval: isMoving ? refetchMs(true) : false,
  });
  return {
    query,
    answer: { completeUntil: query.data?.completeUntil, answeredMs: query.dataUpdatedAt },
    isFollowing: isMoving,
  };
};
