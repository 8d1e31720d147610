export {
  reportBuckets,
  type AnthropicReport,
  type AnthropicReports,
  type ReportBucket,
  type ReportedCost,
  type ReportedUsage,
} from "./anthropic-reports.ts";
export { compareReports, type Comparison, type ComparisonInput } from "./compare-reports.ts";
export { KeyGroups, type AnthropicKeyLink, type KeyGroup } from "./key-groups.ts";
export {
  cellClasses,
  gapKinds,
  type CellClass,
  type GapKind,
  type ReconcileCell,
  type ReconcileGap,
} from "./reconcile-gap.ts";
export type { ReportGap, ReportRow, ReportTotals } from "./reconcile-report.ts";
export {
  reconcileGroups,
  type CapturedUsage,
  type CellSum,
  type GapSum,
  type ReconcileGroup,
  type ReconcileQuestion,
  type ReconcileRun,
  type ReconcileStore,
} from "./reconcile-store.ts";
export {
  bucketMs,
  Reconciliation,
  type ReconcileOutcome,
  type ReconcileReport,
  type ReconcileStatus,
} from "./reconciliation.ts";
export { NO_FIGURES, reportClasses, type Figures, type ReportClass } from "./report-class.ts";
