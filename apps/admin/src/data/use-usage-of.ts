import { useQueries } from "@tanstack/react-query";
import type { ConsumerRow, DimensionType } from "@tokenledger/usage";
import { usageFilter } from "../view/filters.ts";
import type { UsageQuestion } from "../view/usage-question.ts";
import type { ViewPeriod } from "../view/view-period.ts";
import { liveOptions } from "./live.ts";
import { useTrpc } from "./trpc.ts";

/** How many consumers one question may name. */
const NAMED_MAX = 100;

const chunks = (ids: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / NAMED_MAX) }, (_, index) =>
    ids.slice(index * NAMED_MAX, (index + 1) * NAMED_MAX),
  );

/** What some keys or users, named one by one, used in a period; undefined until all of it is known. A hundred a question, in one request. */
export const useUsageOf = (
  dimensionType: DimensionType,
  ids: readonly string[],
  view: ViewPeriod,
): readonly ConsumerRow[] | undefined => {
  const trpc = useTrpc();
  const moving = liveOptions(view.isLive);
  const ask = (some: readonly string[]) => {
    const named: UsageQuestion =
      dimensionType === "access_key"
        ? usageFilter({ key: [...some] }, view.span)
        : usageFilter({ user: [...some] }, view.span);
    const question = { ...named, dimensionType, countMax: NAMED_MAX };
    return { ...trpc.admin.topConsumers.queryOptions(question), ...moving };
  };
  const answers = useQueries({ queries: chunks(ids).map(ask) });
  const known = answers.flatMap(({ data }) => data?.rows ?? []);
  return answers.every(({ data }) => data !== undefined) ? known : undefined;
};
