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

const pairsOf = async (
  asking: Asking,
  question: SumQuestion,
  owner: SumGroup,
  owners: readonly UsageSum[],
): Promise<readonly UsageSum[]> => {
  if (owners.length === 0) return [];
  const filter = narrowedTo(question.filter, owner, owners);
  const pairs = await sumsOf(asking, { ...question, period: null, filter });
  return pairs.filter(({ isOther }) => !isOther);
};

/**
 * The largest pairs of keys or users with models or features; null where they cannot be told apart from those of keys or users that were not ranked. No
 * pair is larger than its key or user: those that are smaller than the least of as many pairs of the largest have none among them.
 */
const largestPairs = async (
  asking: Asking,
  question: SumQuestion,
  owner: SumGroup,
): Promise<readonly UsageSum[] | null> => {
  const { rankBy, countMax = 0 } = question;
  const ranked = await sumsOf(asking, {
    ...question,
    period: null,
    groups: [owner],
    countMax: OWNERS_RANKED * countMax,
  });
  const owners = ranked.filter(({ isOther }) => !isOther);
  const first = owners.slice(0, countMax);
  const pairs = await pairsOf(asking, question, owner, first);
  const least = pairs.length < countMax ? undefined : pairs.at(-1);
  const mayBeLarger = (sum: UsageSum): boolean =>
    least === undefined || weightOf(rankBy, sum) >= weightOf(rankBy, least);
  const last = owners.at(-1);
  if (ranked.length > owners.length && (last === undefined || mayBeLarger(last))) return null;
  const others = owners.slice(countMax).filter(mayBeLarger);
  const more = await pairsOf(asking, question, owner, others);
  const all = [...pairs, ...more].toSorted((one, other) =>
    Number(weightOf(rankBy, other) - weightOf(rankBy, one)),
  );
  const [lastIn, firstOut] = [all[countMax - 1], all[countMax]];
  const isTie =
    lastIn !== undefined &&
    firstOut !== undefined &&
    weightOf(rankBy, lastIn) === weightOf(rankBy, firstOut);
  // Of equals, the statement says which come first: over all of them at once.
  return isTie ? pairsOf(asking, question, owner, [...first, ...others]) : all.slice(0, countMax);
};

const largestOfTwo = async (
  asking: Asking,
  question: SumQuestion,
  owner: SumGroup,
): Promise<readonly UsageSum[]> => {
  const pairs = await largestPairs(asking, question, owner);
  if (pairs === null) return sumsOf(asking, question);
  const filter = question.groups.reduce((one, by) => narrowedTo(one, by, pairs), question.filter);
  const keys = new Set(pairs.map(pairKey));
  const sums = await sumsOf(asking, { ...question, filter, countMax: undefined });
  const named = sums.filter((sum) => keys.has(pairKey(sum)));
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
