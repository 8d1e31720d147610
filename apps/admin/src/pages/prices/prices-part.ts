import type { SearchChange } from "../../view/search-change.ts";
import type { PricesSearch } from "./prices-search.ts";

/** What every part of the page is given. */
export interface PricesPart {
  readonly search: PricesSearch;
  readonly onSearch: (change: SearchChange<PricesSearch>) => void;
}
