import type { DimensionType, Figures, StatisticsFilter, StatisticsRow } from "@tokenledger/usage";
import type { ZonedPeriodType } from "@tokenledger/usage/zoned-periods";
import { comparedRange, sumsOf, zoneOf, type Asking, type SumQuestion } from "./asking.ts";
import { figuresOf, noFigures } from "./figures.ts";
import { largestSums } from "./largest-sums.ts";
import { narrowedTo } from "./narrowed-to.ts";
import { resolveFilter } from "./resolved-filter.ts";
import type { UsageSum } from "./usage-sums.ts";

/** Access keys go by id, users by name; null for nobody. */
const dimensionIdOf = (type: DimensionType, sum: UsageSum): string | null =>
  type === "user" ? (sum.userName ?? sum.userId) : sum.accessKeyId;

const placeKey = (dimensionId: string | null, place: number): string =>
  JSON.stringify([dimensionId, place]);

/** What the same dimensions used in the period that stands in the same place of the range before. */
const previousFigures = async (
  asking: Asking,
  type: DimensionType,
  question: SumQuestion,
  filter: StatisticsFilter,
): Promise<ReadonlyMap<string, Figures> | null> => {
  const range = comparedRange(asking, filter);
  if (range === null) return null;
  const sums = await sumsOf(asking, { ...question, range, countMax: undefined });
  const starts = asking.buckets
    .of(question.period, zoneOf(range), range)
    .map(({ startMs }) => startMs);
  return new Map(
    sums.map((sum) => [
      placeKey(dimensionIdOf(type, sum), starts.indexOf(sum.bucket.startMs)),
      figuresOf(sum),
    ]),
  );
};

/** Sums of the largest keys or users, period by period; with what each used before, if asked. */
export const readStatistics = async (
  asking: Asking,
  type: DimensionType,
  period: ZonedPeriodType,
  filter: StatisticsFilter,
): Promise<readonly StatisticsRow[]> => {
  const { rankBy, countMax } = filter;
  const resolved = await resolveFilter(asking.runner, asking.scope, filter);
  const question = { range: filter, filter: resolved, groups: [type], period, rankBy, countMax };
  const sums = (await largestSums(asking, question)).filter(({ isOther }) => !isOther);
  const previous = await previousFigures(
    asking,
    type,
    { ...question, filter: narrowedTo(resolved, type, sums) },
    filter,
  );
  const starts = asking.buckets.of(period, zoneOf(filter), filter).map(({ startMs }) => startMs);
  return sums.flatMap((sum) => {
    const dimensionId = dimensionIdOf(type, sum);
    if (dimensionId === null) return [];
    const { bucket, lastUpdateTime } = sum;
    const place = placeKey(dimensionId, starts.indexOf(bucket.startMs));
    return [
      {
        dimensionId,
        periodStart: new Date(bucket.periodStartMs),
        periodEnd: new Date(bucket.periodEndMs),
        lastUpdateTime,
        ...figuresOf(sum),
        previous: previous === null ? null : (previous.get(place) ?? noFigures),
      },
    ];
  });
};
