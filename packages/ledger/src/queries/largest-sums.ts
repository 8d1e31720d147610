import { sumsOf, type Asking, type SumQuestion } from "./asking.ts";
import { isNothing, minus } from "./figures.ts";
import { narrowedTo } from "./narrowed-to.ts";
import type { SumGroup, UsageSum } from "./usage-sums.ts";

/** The key or user that single sums are asked of, where everybody is asked for and cells of statistics answer; else null. */
const rankedGroup = ({ groups, filter, countMax, isByLifetime }: SumQuestion): SumGroup | null => {
  const [group, ...others] = groups;
  if (group !== "access_key" && group !== "user") return null;
  const isOfEverything = Object.values(filter).every((list) => list === null);
  const isPlain = others.length === 0 && isOfEverything && isByLifetime !== true;
  return isPlain && countMax !== undefined ? group : null;
};

/** What the named leave of all, by bucket. Both must be of one snapshot. */
const restOf = (all: readonly UsageSum[], named: readonly UsageSum[]): readonly UsageSum[] => {
  const rest = new Map(all.map((sum) => [sum.bucket.startMs, sum]));
  for (const sum of named) {
    const left = rest.get(sum.bucket.startMs);
    if (left !== undefined) rest.set(sum.bucket.startMs, { ...left, ...minus(left, sum) });
  }
  return [...rest.values()]
    .filter((sum) => !isNothing(sum))
    .map((sum) => Object.assign({}, sum, { isOther: true }));
};

/**
 * The largest groups by bucket, and the rest of each: as `sumsOf`, for a fraction of the time where few keys or users are told apart over many
 * buckets. Who they are is found by the cells of the whole range, then their own cells are read; the rest is what they leave of everybody's.
 */
export const largestSums = async (
  asking: Asking,
  question: SumQuestion,
): Promise<readonly UsageSum[]> => {
  const group = rankedGroup(question);
  if (group === null) return sumsOf(asking, question);
  const ranked = await sumsOf(asking, { ...question, period: null });
  const largest = ranked.filter(({ isOther }) => !isOther);
  const { range, period, rankBy, filter } = question;
  const named = await sumsOf(asking, {
    range,
    period,
    rankBy,
    groups: [group],
    filter: narrowedTo(filter, group, largest),
  });
  if (ranked.length === largest.length) return named;
  const all = await sumsOf(asking, {
    range,
    period,
    filter,
    groups: [],
    isOfUsers: group === "user",
  });
  return [...named, ...restOf(all, named)];
};
