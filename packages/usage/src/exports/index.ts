export {
  columnNamesOf,
  groupColumnNames,
  lineColumnNames,
  viewColumnNames,
} from "./export-columns.ts";
export type { ExportFiles, ExportSink } from "./export-files.ts";
export {
  exportFailures,
  exportStates,
  type ClaimedExport,
  type ExportCheckpoint,
  type ExportDirectory,
  type ExportFailure,
  type ExportJob,
  type ExportProgress,
  type ExportQueue,
  type ExportResult,
  type ExportState,
  type NewExport,
} from "./export-jobs.ts";
export type { ExportLine, ExportPosition, ExportTotals } from "./export-line.ts";
export {
  exportFormats,
  exportMaskings,
  type ExportFilter,
  type ExportFormat,
  type ExportMasking,
  type ExportRequest,
  type ExportSubject,
} from "./export-request.ts";
export { guardLikeGuarded, withoutGuard } from "./formula-guard.ts";
export type { ExportPage, ExportSnapshot, ExportSource } from "./export-source.ts";
