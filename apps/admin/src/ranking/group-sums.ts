import type { TrendPoint } from "@tokenledger/usage";
import { addSums, noUsage, type Sums } from "../metric/sums.ts";

/** What one group used over a whole period. */
export interface GroupSums extends Sums {
  /** Null gathers records without one. */
  readonly group: string | null;
}

/** Sums a course group by group, in the order the groups first occur. Nothing is lost. */
export const groupSums = (points: readonly TrendPoint[]): readonly GroupSums[] => {
  const groups = new Map<string | null, Sums>();
  for (const point of points) {
    groups.set(point.group, addSums(groups.get(point.group) ?? noUsage, point));
  }
  return Array.from(groups, ([group, sums]) => ({ group, ...sums }));
};
