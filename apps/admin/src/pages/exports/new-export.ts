import { columnNamesOf, type ExportFormat, type ExportSubject } from "@tokenledger/usage/exports";
import type { Span } from "../../period/range.ts";
import { DAY_MS } from "../../period/utc-day.ts";
import { usageFilter } from "../../view/filters.ts";
import type { NewExport } from "./exports-part.ts";
import {
  exportRolls,
  type ExportRoll,
  type ExportsSearch,
  type ExportSplit,
} from "./exports-search.ts";

/** The file as it is wanted; what is in it stands in the address. */
export interface FileDraft {
  readonly format: ExportFormat;
  readonly isGzipped: boolean;
  /** For Excel, which else takes UTF-8 for something else. */
  readonly hasBom: boolean;
  readonly isUnmasked: boolean;
  /** Null: all. */
  readonly columns: readonly string[] | null;
}

/** What a file is by default. */
export const emptyFile: FileDraft = {
  format: "csv",
  isGzipped: false,
  hasBom: false,
  isUnmasked: false,
  columns: null,
};

const groupsOf = {
  none: "none",
  model: "model",
  key: "access_key",
  user: "user",
  feature: "feature",
} as const satisfies Record<ExportSplit, string>;

/** Longest range the server sums by each period, in days. */
const daysMax: Record<ExportRoll, number> = { hour: 16, day: 400, week: 2800, month: 3660 };

/** The periods a span may be summed by. */
export const possibleRolls = ({ startMs, endMs }: Span): readonly ExportRoll[] =>
  exportRolls.filter((roll) => endMs - startMs <= daysMax[roll] * DAY_MS);

/** What sums are made for: as the address says, where the span allows it; else by day. */
export const rollOf = (search: ExportsSearch, span: Span): ExportRoll =>
  possibleRolls(span).find((roll) => roll === search.roll) ?? "day";

const subjectOf = (search: ExportsSearch, span: Span): NewExport["subject"] => {
  const filter = {
    ...usageFilter(search, span),
    ...(search.outcome && { outcomes: [search.outcome] }),
  };
  if (search.new === "trends") {
    return {
      kind: "trends",
      groupBy: groupsOf[search.by ?? "none"],
      aggregationPeriod: rollOf(search, span),
      filter,
    };
  }
  return {
    kind: "records",
    filter,
    ...(search.requestId !== undefined && { requestId: search.requestId }),
    ...(search.messageId !== undefined && { messageId: search.messageId }),
  };
};

/** Enough of the subject to say which columns there are. */
export const columnChoice = (search: ExportsSearch, { startMs, endMs }: Span): ExportSubject => {
  const filter = { startDate: new Date(startMs), endDate: new Date(endMs) };
  return search.new === "trends"
    ? {
        kind: "trends",
        groupBy: groupsOf[search.by ?? "none"],
        aggregationPeriod: "day",
        filter,
      }
    : { kind: "records", filter };
};

const columnsOf = (
  search: ExportsSearch,
  span: Span,
  file: FileDraft,
): readonly string[] | null => {
  const known = columnNamesOf(columnChoice(search, span), file.format);
  const chosen = (file.columns ?? []).filter((name) => known?.includes(name) ?? false);
  return chosen.length === 0 ? null : chosen;
};

/** What is asked of the server: what the address shows, as the file is wanted. Columns of another kind of export are forgotten. */
export const newExport = (search: ExportsSearch, span: Span, file: FileDraft): NewExport => {
  const columns = columnsOf(search, span, file);
  return {
    subject: subjectOf(search, span),
    format: file.format,
    isGzipped: file.isGzipped && file.format !== "parquet",
    hasBom: file.hasBom && file.format === "csv",
    masking: file.isUnmasked ? "none" : "masked",
    ...(columns !== null && { columns: [...columns] }),
  };
};
