import type { Span } from "../period/range.ts";
import { UTC } from "../zone/zone.ts";
import type { UsageQuestion } from "./usage-question.ts";
import {
  filterNames,
  FILTER_VALUES_MAX,
  type FilterName,
  type SharedSearch,
} from "./view-search.ts";

/** One filter as a chip shows it. */
export interface ActiveFilter {
  readonly name: FilterName;
  readonly value: string;
}

/** All filters of an address, in the order they are shown. */
export const activeFilters = (search: SharedSearch): readonly ActiveFilter[] =>
  filterNames.flatMap((name) => (search[name] ?? []).map((value) => ({ name, value })));

/** Whether a value is filtered by. */
export const hasFilter = (search: SharedSearch, filter: ActiveFilter): boolean =>
  (search[filter.name] ?? []).includes(filter.value);

/**
 * Adds a filter, or removes it where it is set: a click on a row narrows the page, the same click again widens it.
 * The list of one kind holds at most 10 values; the oldest gives way.
 */
export const toggleFilter = <Search extends SharedSearch>(
  search: Search,
  { name, value }: ActiveFilter,
): Search => {
  const values = search[name] ?? [];
  const next = values.includes(value)
    ? values.filter((one) => one !== value)
    : [...values, value].slice(-FILTER_VALUES_MAX);
  return { ...search, [name]: next.length === 0 ? undefined : next };
};

/** Removes every filter, keeps the rest. */
export const withoutFilters = <Search extends SharedSearch>(search: Search): Search => ({
  ...search,
  key: undefined,
  user: undefined,
  model: undefined,
  feature: undefined,
});

/** The question an address asks of the procedures, in the zone of its days. UTC is what they take it for anyway. Unset filters are left out, not sent as undefined: superjson would spell each of them out. */
export const usageFilter = (search: SharedSearch, span: Span): UsageQuestion => ({
  startDate: new Date(span.startMs),
  endDate: new Date(span.endMs),
  ...(span.zone !== UTC && { timeZone: span.zone }),
  ...(search.key && { accessKeyIds: search.key }),
  ...(search.user && { users: search.user }),
  ...(search.model && { models: search.model }),
  ...(search.feature && { features: search.feature }),
});
