import { useQuery } from "@tanstack/react-query";
import type { ViewPeriod } from "../view/view-period.ts";
import { liveOptions } from "./live.ts";
import { useTrpc } from "./trpc.ts";

/** What everything of a period cost, in pico-USD; 0 until it is known. Shares are shares of this. */
export const useWholeCost = (view: ViewPeriod): bigint => {
  const trpc = useTrpc();
  const { data } = useQuery({
    ...trpc.admin.systemOverview.queryOptions({
      startDate: new Date(view.span.startMs),
      endDate: new Date(view.span.endMs),
    }),
    ...liveOptions(view.isLive),
  });
  return data?.costPicoUsd ?? 0n;
};
