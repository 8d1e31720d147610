import type {
  Figures,
  TrendFilter,
  TrendGroup,
  TrendPart,
  SplitTrendPoint,
  Trends,
  TrendTotal,
} from "@tokenledger/usage";
import type { ZonedPeriodType } from "@tokenledger/usage/zoned-periods";
import type { SumGroup } from "./ask-sums.ts";
import { comparedRange, sumsOf, type Asking, type SumQuestion } from "./asking.ts";
import { figuresOf, isNothing, minus, noFigures, plus, weightOf } from "./figures.ts";
import { largestSums } from "./largest-sums.ts";
import { narrowedTo } from "./narrowed-to.ts";
import { resolveFilter } from "./resolved-filter.ts";
import type { UsageSum } from "./usage-sums.ts";

const valueOf: Readonly<Record<TrendGroup, (sum: UsageSum) => string | null>> = {
  none: () => null,
  access_key: (sum) => sum.accessKeyId,
  user: (sum) => sum.userName ?? sum.userId,
  model: (sum) => sum.model,
  feature: (sum) => sum.feature,
};

const keyOf = ({ group, subgroup, isOther }: TrendPart): string =>
  JSON.stringify([group, subgroup, isOther]);

interface Split {
  readonly group: TrendGroup;
  readonly subgroup: TrendGroup;
}

const partOf = ({ group, subgroup }: Split, sum: UsageSum): TrendPart => ({
  group: valueOf[group](sum),
  subgroup: valueOf[subgroup](sum),
  isOther: sum.isOther,
});

const groupsOf = ({ group, subgroup }: Split): readonly SumGroup[] =>
  [...new Set([group, subgroup])].filter((one) => one !== "none");

const pointsOf = (split: Split, sums: readonly UsageSum[]): readonly SplitTrendPoint[] =>
  sums.map((sum) => ({
    periodStart: new Date(sum.bucket.periodStartMs),
    ...partOf(split, sum),
    ...figuresOf(sum),
  }));

/** What the whole holds beyond its parts, by period: usage of no user has no cell of its own. Both must be of one snapshot. */
const nobodysPoints = (
  whole: readonly SplitTrendPoint[],
  parts: readonly SplitTrendPoint[],
): readonly SplitTrendPoint[] => {
  const remainders = new Map(whole.map((point) => [point.periodStart.getTime(), point]));
  for (const part of parts) {
    const startMs = part.periodStart.getTime();
    const remainder = remainders.get(startMs);
    if (remainder !== undefined)
      remainders.set(startMs, { ...remainder, ...minus(remainder, part) });
  }
  return [...remainders.values()].filter((remainder) => !isNothing(remainder));
};

const totalsOf = (
  split: Split,
  points: readonly SplitTrendPoint[],
  sums: readonly UsageSum[],
): readonly Omit<TrendTotal, "previous">[] => {
  const keyNames = new Map(sums.map((sum) => [sum.accessKeyId, sum.accessKeyName]));
  const totals = new Map<string, Omit<TrendTotal, "previous">>();
  for (const { group, subgroup, isOther, ...figures } of points) {
    const part = { group, subgroup, isOther };
    const key = keyOf(part);
    const name = split.group === "access_key" ? (keyNames.get(group) ?? group) : group;
    const total = plus(totals.get(key) ?? noFigures, figuresOf(figures));
    totals.set(key, { ...part, name, ...total });
  }
  return [...totals.values()];
};

/** Largest first, the rest last. */
const bySize =
  (rankBy: TrendFilter["rankBy"]) =>
  (one: TrendPart & Figures, other: TrendPart & Figures): number => {
    if (one.isOther !== other.isOther) return one.isOther ? 1 : -1;
    return weightOf(rankBy, one) < weightOf(rankBy, other) ? 1 : -1;
  };

const inOrder = (points: readonly SplitTrendPoint[]): readonly SplitTrendPoint[] =>
  points.toSorted((left, right) => left.periodStart.getTime() - right.periodStart.getTime());

const wholePoints = async (
  asking: Asking,
  question: SumQuestion,
): Promise<readonly SplitTrendPoint[]> =>
  pointsOf(
    { group: "none", subgroup: "none" },
    await sumsOf(asking, { ...question, groups: [], countMax: undefined }),
  );

type Totals = readonly Omit<TrendTotal, "previous">[];

const uncompared = (totals: Totals): readonly TrendTotal[] =>
  totals.map((total) => Object.assign({ previous: null }, total));

/** What the same groups used in the range that is compared with, and its course as a whole. */
const comparedTo = async (
  asking: Asking,
  question: SumQuestion,
  { split, totals, sums }: { split: Split; totals: Totals; sums: readonly UsageSum[] },
): Promise<Omit<Trends, "points">> => {
  const { startDate, endDate } = question.range;
  const named = sums.filter(({ isOther }) => !isOther);
  const filter = question.groups.reduce((one, by) => narrowedTo(one, by, named), question.filter);
  const whole = { ...question, filter, period: null, countMax: undefined };
  const before = new Map(
    (await sumsOf(asking, whole)).map((sum) => [keyOf(partOf(split, sum)), figuresOf(sum)]),
  );
  const was = (total: TrendPart): Figures | null =>
    total.isOther ? null : (before.get(keyOf(total)) ?? noFigures);
  return {
    totals: totals.map((total) => Object.assign({ previous: was(total) }, total)),
    previous: { startDate, endDate, points: await wholePoints(asking, question) },
  };
};

/** Sums over time of the largest groups and of the rest; with what is compared with, if asked. */
export const readTrends = async (
  asking: Asking,
  period: ZonedPeriodType,
  group: TrendGroup,
  filter: TrendFilter,
): Promise<Trends> => {
  const split = { group, subgroup: filter.subgroup ?? "none" };
  const resolved = await resolveFilter(asking.runner, asking.scope, filter);
  const { rankBy, countMax, isByLifetime } = filter;
  const groups = groupsOf(split);
  const question = {
    range: filter,
    filter: resolved,
    period,
    groups,
    rankBy,
    countMax,
    isByLifetime,
  };
  const sums = await largestSums(asking, question);
  const parts = pointsOf(split, sums);
  const isOfNamed = resolved.accessKeyIds !== null || resolved.userIds !== null;
  const lacksNobody = groups.includes("user") && !groups.includes("access_key") && !isOfNamed;
  const nobody = lacksNobody ? nobodysPoints(await wholePoints(asking, question), parts) : [];
  const points = inOrder([...parts, ...nobody]);
  const totals = totalsOf(split, points, sums).toSorted(bySize(rankBy));
  const range = comparedRange(asking, filter);
  const compared =
    range === null
      ? { totals: uncompared(totals), previous: null }
      : await comparedTo(asking, { ...question, range }, { split, totals, sums });
  return { points, ...compared };
};
