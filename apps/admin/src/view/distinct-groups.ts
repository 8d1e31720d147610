import type { FilterOption } from "./filter-option.ts";

/** The groups that occur in some points, each once, in alphabetical order; records without one are no choice. */
export const distinctGroups = (
  points: readonly { readonly group: string | null }[],
): readonly FilterOption[] =>
  Array.from(new Set(points.flatMap(({ group }) => group ?? [])))
    .sort((left, right) => left.localeCompare(right))
    .map((group) => ({ value: group, name: group }));
