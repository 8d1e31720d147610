import type { UsageQuestion } from "./usage-question.ts";
import type { ViewPeriod } from "./view-period.ts";
import type { SearchChange } from "./search-change.ts";
import type { FilterName, TrendSearch } from "./view-search.ts";

/** What every card of a page about usage is given: the overview, or one user, or one key. */
export interface ViewPart {
  readonly search: TrendSearch;
  readonly view: ViewPeriod;
  /** What is asked for: the filters of the address, and what the page itself is about. */
  readonly filter: UsageQuestion;
  /** What the page may be split and ranked by; all four unless it is about one of them. */
  readonly splits?: readonly FilterName[];
  readonly onSearch: (change: SearchChange<TrendSearch>) => void;
}
