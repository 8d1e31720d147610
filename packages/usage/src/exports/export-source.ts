import type { AccessScope } from "../ports/access-scope.ts";
import type { ExportLine, ExportPosition, ExportTotals } from "./export-line.ts";
import type { ExportFilter } from "./export-request.ts";

/** One page of lines, oldest first. A record's lines are never split over two pages. */
export interface ExportPage {
  readonly lines: readonly ExportLine[];
  /** After which the next page begins; null when there is none. */
  readonly position: ExportPosition | null;
}

/** Reads of one moment: all see the ledger as it was when the snapshot was taken. */
export interface ExportSnapshot {
  /** When it was taken. */
  readonly time: Date;
  /** What all lines sum to; with a position, those up to it. */
  totals(filter: ExportFilter, upTo: ExportPosition | null): Promise<ExportTotals>;
  /** At most so many records, after a position or from the start. */
  page(
    filter: ExportFilter,
    after: ExportPosition | null,
    recordCountMax: number,
  ): Promise<ExportPage>;
}

/** Usage records to be taken away. */
export interface ExportSource {
  /** Runs reads within one snapshot, held until `work` ends. @throws UnavailableError, and what `work` throws */
  withSnapshot<Result>(
    scope: AccessScope,
    work: (snapshot: ExportSnapshot) => Promise<Result>,
  ): Promise<Result>;
}
