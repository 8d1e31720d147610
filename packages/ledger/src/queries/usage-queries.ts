import type { MikroORM } from "@mikro-orm/postgresql";
import {
  periodOf,
  type AccessScope,
  type ConsumerRow,
  type DimensionType,
  type Overview,
  type PeriodType,
  type StatisticsRow,
  type TrendGroup,
  type TrendPoint,
  type UsageFilter,
  type UsageQueries,
} from "@tokenledger/usage";
import { autocommit, inSnapshot, type StatementRunner } from "../statement-runner.ts";
import { asQuery } from "./as-query.ts";
import { noTotals, totalsOf } from "./priced-totals.ts";
import { readDetails } from "./read-details.ts";
import { resolveFilter } from "./resolved-filter.ts";
import { remainderPoints, trendPoints } from "./trend-points.ts";
import { sumUsage, type UsageSum } from "./usage-sums.ts";

/** Access keys go by id, users by name. */
const dimensionIdOf = (type: DimensionType, { key, name }: UsageSum): string | null =>
  type === "user" ? (name ?? key) : key;

const statistics = async (
  runner: StatementRunner,
  scope: AccessScope,
  type: DimensionType,
  period: PeriodType,
  range: UsageFilter,
): Promise<readonly StatisticsRow[]> => {
  const filter = await resolveFilter(runner, scope, range);
  const sums = await sumUsage(runner, { group: type, period, range, filter, countMax: null });
  return sums.flatMap((sum) => {
    const dimensionId = dimensionIdOf(type, sum);
    if (dimensionId === null || sum.periodStartMs === null) return [];
    const { startMs, endMs } = periodOf(period, sum.periodStartMs);
    const { lastUpdateTime } = sum;
    const periodStart = new Date(startMs);
    const periodEnd = new Date(endMs);
    return [{ dimensionId, periodStart, periodEnd, lastUpdateTime, ...totalsOf(sum) }];
  });
};

const trends = async (
  runner: StatementRunner,
  scope: AccessScope,
  period: PeriodType,
  group: TrendGroup,
  range: UsageFilter,
): Promise<readonly TrendPoint[]> => {
  const filter = await resolveFilter(runner, scope, range);
  const request = { period, range, filter, countMax: null };
  const sums = await sumUsage(runner, { ...request, group });
  const points = trendPoints(sums, (sum) =>
    group === "user" ? dimensionIdOf("user", sum) : sum.key,
  );
  if (group !== "user" || filter.accessKeyIds !== null || filter.userIds !== null) return points;
  const whole = await sumUsage(runner, { ...request, group: "none" });
  const nobody = remainderPoints(
    trendPoints(whole, () => null),
    points,
  );
  return [...points, ...nobody].toSorted(
    (left, right) => left.periodStart.getTime() - right.periodStart.getTime(),
  );
};

const topConsumers = async (
  runner: StatementRunner,
  scope: AccessScope,
  type: DimensionType,
  range: UsageFilter,
  countMax: number,
): Promise<readonly ConsumerRow[]> => {
  const filter = await resolveFilter(runner, scope, range);
  // One more: usage of no user may be among the largest, and is no consumer.
  const request = { group: type, period: null, range, filter, countMax: countMax + 1 };
  const sums = await sumUsage(runner, request);
  return sums
    .flatMap((sum) => {
      const dimensionId = dimensionIdOf(type, sum);
      return dimensionId === null
        ? []
        : [{ dimensionId, name: sum.name ?? dimensionId, ...totalsOf(sum) }];
    })
    .slice(0, countMax);
};

const overview = async (
  runner: StatementRunner,
  scope: AccessScope,
  range: UsageFilter,
): Promise<Overview> => {
  const filter = await resolveFilter(runner, scope, range);
  const request = { period: null, range, filter, countMax: 1 };
  const [whole] = await sumUsage(runner, { ...request, group: "none" });
  const [key] = await sumUsage(runner, { ...request, group: "access_key" });
  const [user] = await sumUsage(runner, { ...request, group: "user" });
  return {
    ...totalsOf(whole ?? noTotals),
    failedRequests: whole?.failedRequests ?? 0n,
    activeAccessKeys: key?.dimensionCount ?? 0,
    activeUsers: user?.dimensionCount ?? 0,
  };
};

/** The read side of the ledger, over PostgreSQL. Answers of several statements are of one snapshot. */
export const createUsageQueries = (orm: MikroORM): UsageQueries => ({
  statistics: async (scope, type, period, filter) =>
    asQuery(async () => statistics(autocommit(orm), scope, type, period, filter)),
  trends: async (scope, period, group, filter) =>
    asQuery(async () =>
      inSnapshot(orm, async (runner) => trends(runner, scope, period, group, filter)),
    ),
  details: async (scope, filter) =>
    asQuery(async () => inSnapshot(orm, async (runner) => readDetails(runner, scope, filter))),
  topConsumers: async (scope, type, filter, countMax) =>
    asQuery(async () => topConsumers(autocommit(orm), scope, type, filter, countMax)),
  overview: async (scope, filter) =>
    asQuery(async () => inSnapshot(orm, async (runner) => overview(runner, scope, filter))),
});
