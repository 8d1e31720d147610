import type { ResolvedFilter } from "./resolved-filter.ts";
import type { SumGroup, UsageSum } from "./usage-sums.ts";

/** Most values a filter is narrowed to; beyond them it is left as it is, which costs time and changes nothing. */
const VALUES_MAX = 1000;

const valuesOf = (
  sums: readonly UsageSum[],
  value: (sum: UsageSum) => string | null,
  before: readonly string[] | null,
): readonly string[] | null => {
  const values = [...new Set(sums.map(value))];
  const named = values.filter((one) => one !== null);
  // Usage of nobody has no id to ask for.
  return named.length === values.length && named.length <= VALUES_MAX ? named : before;
};

const labelsOf = (
  sums: readonly UsageSum[],
  value: (sum: UsageSum) => string | null,
): readonly string[] => [...new Set(sums.map((sum) => value(sum) ?? ""))];

/** The filter that lets through, of all groups, those of the given sums: what another range is asked for to compare them. */
export const narrowedTo = (
  filter: ResolvedFilter,
  group: SumGroup,
  sums: readonly UsageSum[],
): ResolvedFilter => {
  if (group === "access_key") {
    const accessKeyIds = valuesOf(sums, (sum) => sum.accessKeyId, filter.accessKeyIds);
    return { ...filter, accessKeyIds };
  }
  if (group === "user") {
    return { ...filter, userIds: valuesOf(sums, (sum) => sum.userId, filter.userIds) };
  }
  if (group === "model") return { ...filter, models: labelsOf(sums, (sum) => sum.model) };
  if (group === "feature") return { ...filter, features: labelsOf(sums, (sum) => sum.feature) };
  return filter;
};
