import { useQuery } from "@tanstack/react-query";
import type { ConsumerRow } from "@tokenledger/usage";
import { liveOptions } from "../data/live.ts";
import type { QueryState } from "../data/query-state.ts";
import { useTrpc } from "../data/trpc.ts";
import type { ViewPart } from "../view/view-part.ts";

/** The procedure ranks by tokens; among the hundred it gives at most, the page ranks by what it shows. */
const COUNT_MAX = 100;

type Consumers = QueryState<{ readonly rows: readonly ConsumerRow[] }>;

/** The keys or users that used most. Rankings and the chart ask together: it is one question. */
export const useConsumers = (
  { filter, view }: Pick<ViewPart, "filter" | "view">,
  name: "key" | "user",
  isEnabled = true,
): Consumers => {
  const trpc = useTrpc();
  return useQuery({
    ...trpc.admin.topConsumers.queryOptions({
      ...filter,
      dimensionType: name === "key" ? "access_key" : "user",
      countMax: COUNT_MAX,
    }),
    ...liveOptions(view.isLive),
    enabled: isEnabled,
  });
};
