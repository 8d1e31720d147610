import type { UsageQuestion } from "../../view/usage-question.ts";
import type { ViewPeriod } from "../../view/view-period.ts";
import type { SearchChange } from "../../view/search-change.ts";
import type { OverviewSearch } from "../../view/view-search.ts";

/** What every card of the overview is given. */
export interface OverviewPart {
  readonly search: OverviewSearch;
  readonly view: ViewPeriod;
  readonly filter: UsageQuestion;
  readonly onSearch: (change: SearchChange<OverviewSearch>) => void;
}
