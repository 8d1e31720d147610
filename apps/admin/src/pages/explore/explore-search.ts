import { object, type output } from "zod/mini";
import { metrics } from "../../metric/metric.ts";
import { choice, sharedFields, textValue } from "../../view/view-search.ts";

/** What usage can be split by, and not at all. */
export const exploreSplits = ["model", "key", "user", "feature", "none"] as const;
export type ExploreSplit = (typeof exploreSplits)[number];

/** How many groups are told apart; the rest is one. */
export const topCounts = ["5", "10", "20", "50"] as const;

/** The lengths of bars one may ask for. */
export const rollUps = ["hour", "day", "month"] as const;
export type RollUp = (typeof rollUps)[number];

/** What figures may be compared with: the period before, or the same dates a year before. */
export const comparisons = ["prev", "year"] as const;
export type Comparison = (typeof comparisons)[number];

/** The explorer's address: what is summed, by what and by what else, how many groups, by which periods, running or not. */
export const ExploreSearch = object({
  ...sharedFields,
  metric: choice(metrics),
  by: choice(exploreSplits),
  sub: choice(exploreSplits),
  top: choice(topCounts),
  roll: choice(rollUps),
  sum: choice(["running"]),
  compare: choice(comparisons),
  view: choice(["chart", "table"]),
  sort: textValue,
});
export type ExploreSearch = output<typeof ExploreSearch>;
