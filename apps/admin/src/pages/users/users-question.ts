import type { AdminRouter } from "@tokenledger/api";
import type { RankMetric } from "@tokenledger/usage";
import type { inferRouterInputs } from "@trpc/server";
import { readSort } from "../../ui/sort-text.ts";
import { usageFilter } from "../../view/filters.ts";
import type { ViewPeriod } from "../../view/view-period.ts";

/** Rows of the list; few enough that their usage can be asked for by name. */
const USERS_MAX = 50;

/** Columns that say nothing of usage: the list is by name then. */
const ownColumns: ReadonlySet<string | undefined> = new Set(["name", "firstSeen"]);

const rankMetrics = ["cost", "tokens", "requests"] as const satisfies readonly RankMetric[];

export type UsersQuestion = inferRouterInputs<AdminRouter>["users"]["list"] & {
  readonly countMax: number;
};

/** Which users the list shows where not all fit: those that used most in the period, by what the list is sorted by, or by cost. */
export const usersQuestion = (
  search: string | undefined,
  sort: string,
  view: ViewPeriod,
): UsersQuestion => {
  const question = { countMax: USERS_MAX, ...(search !== undefined && { search }) };
  const column = readSort(sort)?.id;
  if (ownColumns.has(column)) {
    return question;
  }
  const { startDate, endDate } = usageFilter({}, view.span);
  const rankBy = rankMetrics.find((metric) => metric === column) ?? "cost";
  return { ...question, byUsage: { startDate, endDate, rankBy } };
};
