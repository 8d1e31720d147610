import {
  outcomes,
  type HistogramBucket,
  type Outcome,
  type OutcomeCount,
  type RecordFilter,
  type TimeView,
} from "@tokenledger/usage";
import type { ZonedPeriodType } from "@tokenledger/usage/zoned-periods";
import { sumsOf, type Asking, type SumQuestion } from "./asking.ts";
import { resolveFilter } from "./resolved-filter.ts";
import type { UsageSum } from "./usage-sums.ts";

const failures = outcomes.filter((outcome) => outcome !== "complete");

/** Requests that ended well are what cells count and failures are not: failures are few, and have an index of their own. */
const completeSums = (
  whole: readonly UsageSum[],
): readonly (readonly [UsageSum["bucket"], Outcome, bigint])[] =>
  whole.map((sum) => [sum.bucket, "complete", sum.requests - sum.failedRequests]);

const countsOf = async (
  asking: Asking,
  question: Omit<SumQuestion, "groups">,
): Promise<readonly (readonly [UsageSum["bucket"], Outcome, bigint])[]> => {
  const byOutcome = async (filter: SumQuestion["filter"]) =>
    (await sumsOf(asking, { ...question, filter, groups: ["outcome"] })).flatMap((sum) =>
      sum.outcome === null ? [] : [[sum.bucket, sum.outcome, sum.requests] as const],
    );
  const { outcomes: asked, qualities, statuses } = question.filter;
  if (asked !== null || qualities !== null || statuses !== null) return byOutcome(question.filter);
  const whole = await sumsOf(asking, { ...question, groups: [] });
  return [...completeSums(whole), ...(await byOutcome({ ...question.filter, outcomes: failures }))];
};

/** How many requests, by outcome, over time. Buckets without requests are absent. */
export const readTimeHistogram = async (
  asking: Asking,
  period: ZonedPeriodType,
  range: RecordFilter & Pick<TimeView, "timeZone">,
): Promise<readonly HistogramBucket[]> => {
  const filter = await resolveFilter(asking.runner, asking.scope, range);
  const found = new Map<number, OutcomeCount[]>();
  for (const [bucket, outcome, requests] of await countsOf(asking, { range, filter, period })) {
    if (requests === 0n) continue;
    const counts = found.get(bucket.periodStartMs) ?? [];
    counts.push({ outcome, requests });
    found.set(bucket.periodStartMs, counts);
  }
  return [...found]
    .toSorted(([one], [other]) => one - other)
    .map(([startMs, counts]) => ({
      periodStart: new Date(startMs),
      requests: counts.reduce((sum, { requests }) => sum + requests, 0n),
      outcomes: counts,
    }));
};
