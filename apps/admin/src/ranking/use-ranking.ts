import type { QueryState } from "../data/query-state.ts";
import { useTrendPoints } from "../data/use-trend-points.ts";
import type { Sums } from "../metric/sums.ts";
import type { ViewPart } from "../view/view-part.ts";
import type { FilterName } from "../view/view-search.ts";
import { groupSums } from "./group-sums.ts";
import { useConsumers } from "./use-consumers.ts";

/** Something that used some: a key or a user, a model or a feature. */
export interface Consumer extends Sums {
  readonly dimensionId: string;
  readonly name: string;
}

type Ranking = QueryState<{ readonly rows: readonly Consumer[] }>;

/**
 * What may be ranked. Keys and users are asked for as the largest hundred; models and features are few, and the same
 * question as the chart's, asked once for both. Records without a feature are in the share of the others, not in the list.
 */
export const useRanking = (part: ViewPart, name: FilterName): Ranking => {
  const isMany = name === "key" || name === "user";
  const consumers = useConsumers(part, name === "user" ? "user" : "key", isMany);
  const points = useTrendPoints(
    part.filter,
    part.view,
    name === "feature" ? "feature" : "model",
    !isMany,
  );
  if (isMany) {
    return consumers;
  }
  const rows = groupSums(points.data?.points ?? []).flatMap(({ group, ...sums }) =>
    group === null ? [] : [{ ...sums, dimensionId: group, name: group }],
  );
  return { ...points, data: points.data === undefined ? undefined : { rows } };
};
