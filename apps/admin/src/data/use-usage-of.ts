import { useQueries, useQuery } from "@tanstack/react-query";
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

/** Whose usage is not among those that used most; nobody's, where those were all. */
const unknown = (
  ids: readonly string[],
  most: readonly ConsumerRow[] | undefined,
): readonly string[] => {
  if (most === undefined || most.length < NAMED_MAX) {
    return [];
  }
  const known = new Set(most.map(({ dimensionId }) => dimensionId));
  return ids.filter((id) => !known.has(id));
};

/**
 * What some keys or users used in a period; undefined until all of it is known. The hundred that used most are asked for at once, without
 * waiting for who is on the list; only those of the list that are not among them are then named, a hundred a question.
 */
export const useUsageOf = (
  dimensionType: DimensionType,
  ids: readonly string[],
  view: ViewPeriod,
): readonly ConsumerRow[] | undefined => {
  const trpc = useTrpc();
  const moving = liveOptions(view.isLive);
  const ask = (filter: UsageQuestion) => ({
    ...trpc.admin.topConsumers.queryOptions({ ...filter, dimensionType, countMax: NAMED_MAX }),
    ...moving,
  });
  const most = useQuery(ask(usageFilter({}, view.span))).data?.rows;
  const name = dimensionType === "access_key" ? "key" : "user";
  const answers = useQueries({
    queries: chunks(unknown(ids, most)).map((some) =>
      ask(usageFilter({ [name]: [...some] }, view.span)),
    ),
  });
  const rest = answers.flatMap(({ data }) => data?.rows ?? []);
  const isKnown = most !== undefined && answers.every(({ data }) => data !== undefined);
  return isKnown ? [...most, ...rest] : undefined;
};
