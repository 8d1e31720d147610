import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { TrendGroup, TrendPoint } from "@tokenledger/usage";
import type { UsageQuestion } from "../view/usage-question.ts";
import type { ViewPeriod } from "../view/view-period.ts";
import { liveOptions } from "./live.ts";
import type { QueryState } from "./query-state.ts";
import { useTrpc } from "./trpc.ts";

/** Points over time, split by something or not. */
export type TrendState = QueryState<{ readonly points: readonly TrendPoint[] }>;

type Part = Pick<
  UseQueryResult<{ readonly points: readonly TrendPoint[] }, unknown>,
  "data" | "error" | "isPlaceholderData"
> & { readonly refetch: () => unknown };

const joined = (settled: Part | null, moving: Part): TrendState => {
  const parts = settled === null ? [moving] : [settled, moving];
  const isWhole = parts.every(({ data }) => data !== undefined);
  return {
    data: isWhole ? { points: parts.flatMap(({ data }) => data?.points ?? []) } : undefined,
    error: parts.find(({ error }) => error !== null)?.error ?? null,
    isPlaceholderData: parts.some(({ isPlaceholderData }) => isPlaceholderData),
    refetch: () => {
      for (const part of parts) {
        part.refetch();
      }
    },
  };
};

/**
 * The course of a period, followed as records arrive. Only the running bucket is asked for every two seconds; the finished ones, which
 * are most of the answer (a month by model is 100 kB), every half minute, for records that come late.
 */
export const useTrendPoints = (
  question: UsageQuestion,
  view: ViewPeriod,
  groupBy: TrendGroup,
  isEnabled = true,
): TrendState => {
  const trpc = useTrpc();
  const startMs = view.isLive ? (view.begunBuckets.at(-1) ?? view.span.startMs) : view.span.startMs;
  const hasSettled = startMs > view.span.startMs;
  const movingStart = new Date(hasSettled ? startMs : view.span.startMs);
  const asked = { aggregationPeriod: view.period, groupBy } as const;
  const settled = useQuery({
    ...trpc.usage.trends.queryOptions({ ...question, ...asked, endDate: movingStart }),
    ...liveOptions(false),
    enabled: isEnabled && hasSettled,
  });
  const moving = useQuery({
    ...trpc.usage.trends.queryOptions({ ...question, ...asked, startDate: movingStart }),
    ...liveOptions(view.isLive),
    enabled: isEnabled,
  });
  return joined(hasSettled ? settled : null, moving);
};
