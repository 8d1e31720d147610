import type { AccessScope, DateRange, RankMetric, TimeView } from "@tokenledger/usage";
import type { ZonedPeriodType } from "@tokenledger/usage/zoned-periods";
import type { StatementRunner } from "../statement-runner.ts";
import { rangeBefore } from "./previous-range.ts";
import type { ResolvedFilter } from "./resolved-filter.ts";
import type { SumGroup, SumRequest } from "./ask-sums.ts";
import { rankUsage, type UsageRank } from "./usage-ranks.ts";
import { sumUsage, type UsageSum } from "./usage-sums.ts";
import type { ZonedBuckets } from "./zoned-buckets.ts";

/** What every question of one caller is asked with. */
export interface Asking {
  readonly runner: StatementRunner;
  readonly scope: AccessScope;
  readonly buckets: ZonedBuckets;
  readonly nowMs: number;
}

/** Which sums of a range. */
export interface SumQuestion {
  readonly range: DateRange & Pick<TimeView, "timeZone">;
  readonly filter: ResolvedFilter;
  readonly groups: readonly SumGroup[];
  /** Null sums the whole range. */
  readonly period: ZonedPeriodType | null;
  readonly rankBy?: RankMetric | undefined;
  readonly countMax?: number | undefined;
  readonly isByLifetime?: boolean | undefined;
  readonly isOfUsers?: boolean | undefined;
}

export const zoneOf = ({ timeZone }: Pick<TimeView, "timeZone">): string => timeZone ?? "UTC";

const requestOf = (
  { buckets, nowMs }: Asking,
  { range, period, ...request }: SumQuestion,
): SumRequest => ({ ...request, nowMs, buckets: buckets.of(period, zoneOf(range), range) });

/** Sums of a question, as `sumUsage` orders them. */
export const sumsOf = async (asking: Asking, question: SumQuestion): Promise<readonly UsageSum[]> =>
  sumUsage(asking.runner, requestOf(asking, question));

/** Its groups over the whole range, as `rankUsage` orders them. */
export const ranksOf = async (
  asking: Asking,
  question: SumQuestion,
): Promise<readonly UsageRank[]> =>
  rankUsage(asking.runner, requestOf(asking, { ...question, period: null }));

/** The range a question compares with; null where it does not. */
export const comparedRange = (
  { buckets }: Asking,
  range: DateRange & TimeView,
): (DateRange & Pick<TimeView, "timeZone">) | null => {
  if (range.compare === undefined) return null;
  const timeZone = zoneOf(range);
  return { ...rangeBefore(range, range.compare, timeZone, buckets), timeZone };
};
