import type { SearchChange } from "../../view/search-change.ts";
import type { UsageQuestion } from "../../view/usage-question.ts";
import type { ViewPeriod } from "../../view/view-period.ts";
import type { ModelsSearch } from "./models-search.ts";

/** What both cards of the page are given. */
export interface ModelsPart {
  readonly search: ModelsSearch;
  readonly view: ViewPeriod;
  readonly filter: UsageQuestion;
  readonly onSearch: (change: SearchChange<ModelsSearch>) => void;
}
