import type { SearchChange } from "../../view/search-change.ts";
import type { AuditSearch } from "./audit-search.ts";

/** What every part of the page is given. */
export interface AuditPart {
  readonly search: AuditSearch;
  readonly onSearch: (change: SearchChange<AuditSearch>) => void;
}
