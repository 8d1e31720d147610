import { sumsOf, type Asking, type SumQuestion } from "./asking.ts";
import { isNothing, minus, weightOf } from "./figures.ts";
import { narrowedTo } from "./narrowed-to.ts";
import type { SumGroup, UsageSum } from "./usage-sums.ts";

/** Whether everybody is asked for, and a few of them are told apart: then it is worth finding them first. */
const isOfFew = ({ filter, countMax, isByLifetime }: SumQuestion): boolean =>
  countMax !== undefined &&
  isByLifetime !== true &&
  Object.values(filter).every((list) => list === null);

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

/** What the largest leave of everybody's, or of what all users did. */
const readRest = async (
  asking: Asking,
  { range, period, filter, groups }: SumQuestion,
  named: readonly UsageSum[],
): Promise<readonly UsageSum[]> => {
  const isOfUsers = groups.includes("user");
  return restOf(await sumsOf(asking, { range, period, filter, groups: [], isOfUsers }), named);
};

const largestOfOne = async (
  asking: Asking,
  question: SumQuestion,
  group: SumGroup,
): Promise<readonly UsageSum[]> => {
  const ranked = await sumsOf(asking, { ...question, period: null });
  const largest = ranked.filter(({ isOther }) => !isOther);
  const filter = narrowedTo(question.filter, group, largest);
  const named = await sumsOf(asking, { ...question, filter, countMax: undefined });
  if (ranked.length === largest.length) return named;
  return [...named, ...(await readRest(asking, question, named))];
};

const pairKey = ({ accessKeyId, userId, model, feature }: UsageSum): string =>
  JSON.stringify([accessKeyId, userId, model, feature]);

/** Of the largest keys or users, so many times as pairs are asked for, the pairs are looked at; the next try looks at more. */
const LOOKED_AT = [2, 8] as const;

/**
 * The largest pairs of keys or users with models or features, among those of the largest keys or users; null where a smaller one might have a larger pair:
 * no pair is larger than its key or user.
 */
const largestPairs = async (
  asking: Asking,
  question: SumQuestion,
  owner: SumGroup,
  ownerCount: number,
): Promise<readonly UsageSum[] | null> => {
  const whole = { ...question, period: null };
  const owners = await sumsOf(asking, { ...whole, groups: [owner], countMax: ownerCount });
  const largest = owners.filter(({ isOther }) => !isOther);
  const filter = narrowedTo(question.filter, owner, largest);
  const pairs = (await sumsOf(asking, { ...whole, filter })).filter(({ isOther }) => !isOther);
  if (owners.length === largest.length) return pairs;
  const [least, bound] = [pairs.at(-1), largest.at(-1)];
  if (least === undefined || bound === undefined) return null;
  const isSure = weightOf(question.rankBy, least) > weightOf(question.rankBy, bound);
  return isSure && pairs.length === question.countMax ? pairs : null;
};

const largestOfTwo = async (
  asking: Asking,
  question: SumQuestion,
  owner: SumGroup,
): Promise<readonly UsageSum[]> => {
  for (const times of LOOKED_AT) {
    const ownerCount = times * (question.countMax ?? 0);
    const pairs = await largestPairs(asking, question, owner, ownerCount);
    if (pairs === null) continue;
    const filter = question.groups.reduce((one, by) => narrowedTo(one, by, pairs), question.filter);
    const keys = new Set(pairs.map(pairKey));
    const sums = await sumsOf(asking, { ...question, filter, countMax: undefined });
    const named = sums.filter((sum) => keys.has(pairKey(sum)));
    return [...named, ...(await readRest(asking, question, named))];
  }
  return sumsOf(asking, question);
};

/**
 * The largest groups by bucket, and the rest of each: as `sumsOf`, for a fraction of the time where few keys or users are told apart over many
 * buckets. Who they are is found by the cells of the whole range, then their own cells are read; the rest is what they leave of everybody's.
 */
export const largestSums = async (
  asking: Asking,
  question: SumQuestion,
): Promise<readonly UsageSum[]> => {
  const owners = question.groups.filter((group) => group === "access_key" || group === "user");
  const [owner] = owners;
  const { length } = question.groups;
  if (owner === undefined || owners.length > 1 || length > 2 || !isOfFew(question)) {
    return sumsOf(asking, question);
  }
  return length === 1
    ? largestOfOne(asking, question, owner)
    : largestOfTwo(asking, question, owner);
};
