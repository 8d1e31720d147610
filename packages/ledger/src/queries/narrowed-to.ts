import type { GroupValues, SumGroup } from "./ask-sums.ts";
import type { ResolvedFilter } from "./resolved-filter.ts";

/** Most values a filter is narrowed to; beyond them it is left as it is, which costs time and changes nothing. */
const VALUES_MAX = 1000;

const valuesOf = (
  groups: readonly GroupValues[],
  value: (group: GroupValues) => string | null,
  before: readonly string[] | null,
): readonly string[] | null => {
  const values = [...new Set(groups.map(value))];
  const named = values.filter((one) => one !== null);
  // Usage of nobody has no id to ask for.
  return named.length === values.length && named.length <= VALUES_MAX ? named : before;
};

const labelsOf = (
  groups: readonly GroupValues[],
  value: (group: GroupValues) => string | null,
): readonly string[] => [...new Set(groups.map((group) => value(group) ?? ""))];

/** The filter that lets through the given groups: what another range is asked for to compare them. @param by what they are groups of. */
export const narrowedTo = (
  filter: ResolvedFilter,
  by: SumGroup,
  groups: readonly GroupValues[],
): ResolvedFilter => {
  if (by === "access_key") {
    const accessKeyIds = valuesOf(groups, ({ accessKeyId }) => accessKeyId, filter.accessKeyIds);
    return { ...filter, accessKeyIds };
  }
  if (by === "user") {
    return { ...filter, userIds: valuesOf(groups, ({ userId }) => userId, filter.userIds) };
  }
  if (by === "model") return { ...filter, models: labelsOf(groups, ({ model }) => model) };
  if (by === "feature") return { ...filter, features: labelsOf(groups, ({ feature }) => feature) };
  return filter;
};
