import type { AdminRouter } from "@tokenledger/api";
import type { inferRouterInputs } from "@trpc/server";
import { DEFAULT_METRIC, type Metric } from "../../metric/metric.ts";
import { bucketStarts } from "../../period/buckets.ts";
import type { Span } from "../../period/range.ts";
import { DAY_MS } from "../../period/utc-day.ts";
import { usageFilter } from "../../view/filters.ts";
import type { ViewPeriod } from "../../view/view-period.ts";
import { rollUps, type ExploreSearch, type ExploreSplit, type RollUp } from "./explore-search.ts";

/** The question as the procedure takes it. */
export type ExploreQuestion = inferRouterInputs<AdminRouter>["usage"]["trends"];

/** Most bars of a chart: more cannot be told apart. */
const BUCKETS_MAX = 400;
/** Longest range the procedure answers by the hour, in days. */
const HOUR_DAYS_MAX = 16;
/** Most pairs of groups of one answer. */
const PAIRS_MAX = 100;

const groupsOf = {
  none: "none",
  model: "model",
  key: "access_key",
  user: "user",
  feature: "feature",
} as const satisfies Record<ExploreSplit, string>;

const rankOf = (metric: Metric): "cost" | "requests" | "tokens" =>
  metric === "cost" || metric === "requests" ? metric : "tokens";

/** The periods a span may be counted by: those that give at most 400 bars. */
export const possibleRolls = (span: Span): readonly RollUp[] =>
  rollUps.filter(
    (roll) =>
      (roll !== "hour" || span.endMs - span.startMs <= HOUR_DAYS_MAX * DAY_MS) &&
      bucketStarts(span, roll).length <= BUCKETS_MAX,
  );

/** The second split, where it is another than the first. */
export const subOf = (search: ExploreSearch): ExploreSplit =>
  search.sub === (search.by ?? "model") ? "none" : (search.sub ?? "none");

/** What the answer is to be compared with, as the procedure takes it. */
const comparisonOf = (
  { compare }: ExploreSearch,
  view: ViewPeriod,
): Pick<ExploreQuestion, "compare"> => {
  if (compare === "prev") {
    return { compare: "previous" };
  }
  if (compare === undefined || view.yearBefore === null) {
    return {};
  }
  const { startMs, endMs } = view.yearBefore;
  return { compare: { startDate: new Date(startMs), endDate: new Date(endMs) } };
};

/** The one question of the page; what is compared with comes with its answer. */
export const exploreQuestion = (search: ExploreSearch, view: ViewPeriod): ExploreQuestion => {
  const sub = subOf(search);
  return {
    ...usageFilter(search, view.span),
    aggregationPeriod: view.period,
    groupBy: groupsOf[search.by ?? "model"],
    subgroupBy: groupsOf[sub],
    rankBy: rankOf(search.metric ?? DEFAULT_METRIC),
    countMax: sub === "none" ? Number(search.top ?? "10") : PAIRS_MAX,
    ...comparisonOf(search, view),
  };
};
