import type { SearchChange } from "../../view/search-change.ts";
import type { AlertsSearch } from "./alerts-search.ts";

/** What the lists of the past are given. */
export interface AlertsPart {
  readonly search: AlertsSearch;
  readonly onSearch: (change: SearchChange<AlertsSearch>) => void;
}
