import type { UsageQuestion } from "../view/usage-question.ts";
import { filterNames, type FilterName } from "../view/view-search.ts";

/** Whose cost is explained: everything the page shows, or one row of it. */
export interface Why {
  readonly name: FilterName;
  readonly value: string;
}

/** As the address says "everything the page shows". */
export const WHY_ALL = "all";

/** Writes a row as an address carries it: `model:claude-opus-5`. */
export const whyOf = ({ name, value }: Why): string => `${name}:${value}`;

/** Reads what an address says; null for everything the page shows, and for nonsense. */
export const parseWhy = (text: string): Why | null => {
  const colon = text.indexOf(":");
  const name = filterNames.find((one) => one === text.slice(0, colon));
  const value = text.slice(colon + 1);
  return name === undefined || value === "" ? null : { name, value };
};

const LISTS = {
  key: "accessKeyIds",
  user: "users",
  model: "models",
  feature: "features",
} as const satisfies Record<FilterName, keyof UsageQuestion>;

/** The page's question, narrowed to the row that is explained. */
export const whyFilter = (filter: UsageQuestion, why: Why | null): UsageQuestion =>
  why === null ? filter : { ...filter, [LISTS[why.name]]: [why.value] };
