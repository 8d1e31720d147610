import type { AdminRouter } from "@tokenledger/api";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { SearchChange } from "../../view/search-change.ts";
import type { ExportsSearch } from "./exports-search.ts";

/** What every part of the page is given. */
export interface ExportsPart {
  readonly search: ExportsSearch;
  readonly onSearch: (change: SearchChange<ExportsSearch>) => void;
}

/** An export as the server shows it. */
export type ExportRow = inferRouterOutputs<AdminRouter>["exports"]["list"]["rows"][number];
/** What the server takes to begin one. */
export type NewExport = inferRouterInputs<AdminRouter>["exports"]["create"];
