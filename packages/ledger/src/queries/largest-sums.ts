import type { SumGroup } from "./ask-sums.ts";
import { ranksOf, sumsOf, type Asking, type SumQuestion } from "./asking.ts";
import { isNothing, minus } from "./figures.ts";
import { narrowedTo } from "./narrowed-to.ts";
import type { UsageRank } from "./usage-ranks.ts";
import type { UsageSum } from "./usage-sums.ts";

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

interface Largest {
  readonly groups: readonly UsageRank[];
  /** Whether there are no others. */
  readonly isAll: boolean;
}

/** So many of the largest groups. */
const largestGroups = async (
  asking: Asking,
  question: SumQuestion,
  countMax: number,
): Promise<Largest> => {
  const ranks = await ranksOf(asking, { ...question, countMax: countMax + 1 });
  return { groups: ranks.slice(0, countMax), isAll: ranks.length <= countMax };
};

const largestOfOne = async (
  asking: Asking,
  question: SumQuestion,
  group: SumGroup,
): Promise<readonly UsageSum[]> => {
  const { countMax = 0 } = question;
  const { groups, isAll } = await largestGroups(asking, question, countMax);
  const filter = narrowedTo(question.filter, group, groups);
  const named = await sumsOf(asking, { ...question, filter, countMax: undefined });
  if (isAll) return named;
  return [...named, ...(await readRest(asking, question, named))];
};

/** Most keys or users that are ranked, to choose among: so many times as pairs are asked for. */
const OWNERS_RANKED = 8;

/** The largest pairs of some keys or users, and one more. */
const pairsOf = async (
  asking: Asking,
  question: SumQuestion,
  owner: SumGroup,
  owners: readonly UsageRank[],
): Promise<readonly UsageRank[]> => {
  if (owners.length === 0) return [];
  const filter = narrowedTo(question.filter, owner, owners);
  return ranksOf(asking, { ...question, filter, countMax: (question.countMax ?? 0) + 1 });
};

/** So many of the largest pairs; null where the next is as large as the last of them. */
const largestOf = (countMax: number, pairs: readonly UsageRank[]): readonly UsageRank[] | null => {
  const sorted = pairs.toSorted((one, other) => Number(other.weight - one.weight));
  const [lastIn, firstOut] = [sorted[countMax - 1], sorted[countMax]];
  const isTie = lastIn !== undefined && lastIn.weight === firstOut?.weight;
  return isTie ? null : sorted.slice(0, countMax);
};

/**
 * The largest pairs of keys or users with models or features; null where they cannot be told apart from others: those of keys or users that were not ranked,
 * or one of the same size. No pair is larger than its key or user: those that are smaller than the least of as many pairs of the largest have none among them.
 */
const largestPairs = async (
  asking: Asking,
  question: SumQuestion,
  owner: SumGroup,
): Promise<readonly UsageRank[] | null> => {
  const { countMax = 0 } = question;
  const byOwner = { ...question, groups: [owner] };
  const { groups: owners, isAll } = await largestGroups(asking, byOwner, OWNERS_RANKED * countMax);
  const first = await pairsOf(asking, question, owner, owners.slice(0, countMax));
  const least = first[countMax - 1]?.weight ?? 0n;
  const mayBeLarger = ({ weight }: UsageRank): boolean => weight >= least;
  const last = owners.at(-1);
  if (!isAll && (last === undefined || mayBeLarger(last))) return null;
  const others = owners.slice(countMax).filter(mayBeLarger);
  return largestOf(countMax, [...first, ...(await pairsOf(asking, question, owner, others))]);
};

/** Their sums by bucket, and those of no other pair: of their keys or users, with their models or features, they are the largest. */
const sumsOfPairs = async (
  asking: Asking,
  question: SumQuestion,
  pairs: readonly UsageRank[],
): Promise<readonly UsageSum[]> => {
  const filter = question.groups.reduce(
    (narrowed, group) => narrowedTo(narrowed, group, pairs),
    question.filter,
  );
  const sums = await sumsOf(asking, { ...question, filter, countMax: pairs.length });
  return sums.filter(({ isOther }) => !isOther);
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
