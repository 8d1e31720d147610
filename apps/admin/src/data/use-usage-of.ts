import { useQuery } from "@tanstack/react-query";
import type { ConsumerRow, DimensionType } from "@tokenledger/usage";
import type { ViewPeriod } from "../view/view-period.ts";
import { liveOptions } from "./live.ts";
import { useTrpc } from "./trpc.ts";

/** Most consumers one question may name. */
export const NAMED_MAX = 100;

/** What some keys or users, named one by one, used in a period; undefined until known. Beyond a hundred, only the first are asked for. */
export const useUsageOf = (
  dimensionType: DimensionType,
  ids: readonly string[],
  view: ViewPeriod,
): readonly ConsumerRow[] | undefined => {
  const trpc = useTrpc();
  const named = ids.slice(0, NAMED_MAX);
  const usage = useQuery({
    ...trpc.admin.topConsumers.queryOptions({
      startDate: new Date(view.span.startMs),
      endDate: new Date(view.span.endMs),
      ...(dimensionType === "access_key" ? { accessKeyIds: named } : { users: named }),
      dimensionType,
      countMax: NAMED_MAX,
    }),
    ...liveOptions(view.isLive),
    enabled: named.length > 0,
  });
  return usage.data?.rows;
};
