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

/** Most keys or users that are ranked, to choose among: so many times as pairs are asked for. */
const OWNERS_RANKED = 8;

/** Every pair of some keys or users, over the whole range, largest first. */
const pairsOf = async (
  asking: Asking,
  question: SumQuestion,
  owner: SumGroup,
  owners: readonly UsageSum[],
): Promise<readonly UsageSum[]> => {
  if (owners.length === 0) return [];
  const filter = narrowedTo(question.filter, owner, owners);
  return sumsOf(asking, { ...question, filter, period: null, countMax: undefined });
};

/** So many of the largest pairs; null where the next is as large as the last of them. */
const largestOf = (
  { rankBy, countMax = 0 }: SumQuestion,
  pairs: readonly UsageSum[],
): readonly UsageSum[] | null => {
  const weight = (pair: UsageSum): bigint => weightOf(rankBy, pair);
  const sorted = pairs.toSorted((one, other) => Number(weight(other) - weight(one)));
  const [lastIn, firstOut] = [sorted[countMax - 1], sorted[countMax]];
  const isTie =
    lastIn !== undefined && firstOut !== undefined && weight(lastIn) === weight(firstOut);
  return isTie ? null : sorted.slice(0, countMax);
};

/** Keys or users, largest first, as many as may be needed. */
const rankedOwners = async (asking: Asking, question: SumQuestion, owner: SumGroup) => {
  const { countMax = 0 } = question;
  const ranked = await sumsOf(asking, {
    ...question,
    period: null,
    groups: [owner],
    countMax: OWNERS_RANKED * countMax,
  });
  const owners = ranked.filter(({ isOther }) => !isOther);
  return { owners, isAll: owners.length === ranked.length };
};

/**
 * The largest pairs of keys or users with models or features; null where they cannot be told apart from others: those of keys or users that were not ranked,
 * or one of the same size. No pair is larger than its key or user: those that are smaller than the least of as many pairs of the largest have none among them.
 */
const largestPairs = async (
  asking: Asking,
  question: SumQuestion,
  owner: SumGroup,
): Promise<readonly UsageSum[] | null> => {
  const { rankBy, countMax = 0 } = question;
  const { owners, isAll } = await rankedOwners(asking, question, owner);
  const first = await pairsOf(asking, question, owner, owners.slice(0, countMax));
  const leastPair = first[countMax - 1];
  const least = leastPair === undefined ? 0n : weightOf(rankBy, leastPair);
  const mayBeLarger = (sum: UsageSum): boolean => weightOf(rankBy, sum) >= least;
  const last = owners.at(-1);
  if (!isAll && (last === undefined || mayBeLarger(last))) return null;
  const others = owners.slice(countMax).filter(mayBeLarger);
  return largestOf(question, [...first, ...(await pairsOf(asking, question, owner, others))]);
};

/** Their sums by bucket, and those of no other pair. */
const sumsOfPairs = async (
  asking: Asking,
  question: SumQuestion,
  pairs: readonly UsageSum[],
): Promise<readonly UsageSum[]> => {
  const filter = question.groups.reduce(
    (narrowed, group) => narrowedTo(narrowed, group, pairs),
    question.filter,
  );
  const sums = await sumsOf(asking, { ...question, filter, countMax: undefined });
  const chosen = new Set(pairs.map(pairKey));
  return sums.filter((sum) => chosen.has(pairKey(sum)));
};

const largestOfTwo = async (
  asking: Asking,
  question: SumQuestion,
  owner: SumGroup,
): Promise<readonly UsageSum[]> => {
  const pairs = await largestPairs(asking, question, owner);
  if (pairs === null) return sumsOf(asking, question);
  const named = await sumsOfPairs(asking, question, pairs);
  return [...named, ...(await readRest(asking, question, named))];
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
