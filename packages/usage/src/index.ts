export { usersWithin, wholeUsage, type AccessScope } from "./ports/access-scope.ts";
export {
  AnthropicUsage,
  type AnthropicCacheCreation,
  type AnthropicCounts,
  type AnthropicIteration,
} from "./reading/anthropic-usage.ts";
export {
  auditFaults,
  auditOutcomes,
  type AuditActor,
  type AuditEntry,
  type AuditEvent,
  type AuditFault,
  type AuditFilter,
  type AuditLog,
  type AuditMark,
  type AuditOutcome,
  type AuditVerification,
} from "./ports/audit-log.ts";
export { knownUsageFields } from "./reading/raw-usage-to-keep.ts";
export type { CollectedRecord } from "./record/collected-record.ts";
export {
  aggregateJobKinds,
  aggregateJobStates,
  type AggregateDifference,
  type AggregateJob,
  type AggregateJobKind,
  type AggregateJobState,
  type Aggregates,
  type AggregateScope,
  type AggregateSums,
  type NewAggregateJob,
  type SumDaysOptions,
} from "./ports/aggregates.ts";
export {
  counterCheckCauses,
  type CounterCellPage,
  type CounterCheck,
  type CounterCheckCause,
  type CounterCheckReport,
  type CounterChecks,
} from "./ports/counter-checks.ts";
export {
  deadLetterReasons,
  deadLetterResolutions,
  replayOutcomes,
  type DeadLetterCount,
  type DeadLetterPage,
  type DeadLetterReason,
  type DeadLetterResolution,
  type DeadLetters,
  type DeadLetterView,
  type LetterBox,
  type ReplayChoice,
  type ReplayedLetter,
  type ReplayOutcome,
} from "./ports/dead-letters.ts";
export {
  accessKeyScopes,
  memberRoles,
  type AccessKeyChange,
  type AccessKeyDirectory,
  type AccessKeyRotation,
  type AccessKeyScope,
  type AccessKeyView,
  type AdminDirectory,
  type CollectDirectory,
  type KeyUseDirectory,
  type Member,
  type MemberChange,
  type MemberDirectory,
  type MemberProfile,
  type MemberRole,
  type NewAccessKey,
  type NewMember,
  type NewUser,
  type SessionDirectory,
  type SessionOrigin,
  type SessionView,
  type StoredAccessKey,
  type StoredSession,
  type UserChange,
  type UserDirectory,
  type UsersByUsage,
  type UserView,
} from "./ports/directories.ts";
export {
  BusyError,
  InvalidInputError,
  TokenledgerError,
  UnauthenticatedError,
  UnavailableError,
  UnreadableError,
} from "./errors.ts";
export { eventTimeMs, isEventId, mintEventId } from "./record/event-id.ts";
export {
  fromAnthropicUsage,
  type UsageContext,
  type UsageReading,
} from "./reading/from-anthropic-usage.ts";
export {
  jobOutcomes,
  type JobOutcome,
  type JobRun,
  type JobRunJournal,
  type JobRuns,
} from "./ports/job-runs.ts";
export type { LedgerHealth, PartitionState, RecordQuality } from "./ports/ledger-health.ts";
export type { Json, JsonObject } from "./json.ts";
export {
  AGE_MS_MAX,
  AHEAD_MS_MAX,
  BODY_BYTES_MAX,
  ITERATIONS_MAX,
  LINES_MAX,
  RECORDS_PER_CALL_MAX,
  TAGS_MAX,
  TOKENS_MAX,
  USAGE_BYTES_MAX,
  USAGE_DEPTH_MAX,
} from "./limits.ts";
export { periodOf, type Period } from "./periods/periods.ts";
export { bookChange } from "./prices/book-change.ts";
export type {
  BandGuard,
  CacheAdvice,
  CacheAdviceReport,
  WhatIf,
  WhatIfRow,
  CostQueries,
  FigureComponent,
  FigureExplanation,
  FigureGap,
  LineExplanation,
  RecordExplanation,
} from "./prices/cost-queries.ts";
export {
  PriceBook,
  type PriceBookContent,
  type PricedModel,
  type PriceQuestion,
} from "./prices/price-book.ts";
export { PICO_USD_MAX, priceRowId, readPriceBookFile } from "./prices/price-book-file.ts";
export {
  priceClasses,
  serverTools,
  tokenClasses,
  type PriceClass,
  type ServerTool,
  type TokenClass,
} from "./prices/price-class.ts";
export {
  priceRunKinds,
  type CostDifference,
  type PriceAuthor,
  type PriceChange,
  type PriceLedger,
  type PriceRun,
  type PriceRunKind,
  type PriceVersion,
  type RepriceReport,
  type RepriceScope,
} from "./prices/price-ledger.ts";
export {
  priceLine,
  promptTokensOf,
  type LinePrice,
  type MissingPrice,
  type PriceComponent,
  type PriceContext,
  type PricedCount,
} from "./prices/price-line.ts";
export {
  costOfRecord,
  priceRecord,
  type PriceableRecord,
  type RecordCost,
  type RecordPrice,
} from "./prices/price-record.ts";
export { ANY, confidences, type Confidence, type PriceRow } from "./prices/price-row.ts";
export { pricingRules, type PricingRule } from "./prices/pricing-rules.ts";
export {
  DROPPED_AGE_MS_MIN,
  monthsToDrop,
  type DroppedMonth,
  type RawMonth,
  type RetentionLedger,
} from "./ports/retention.ts";
export { toCollectedRecord } from "./record/to-collected-record.ts";
export {
  dimensionTypes,
  periodTypes,
  type Cost,
  type Dimension,
  type DimensionType,
  type PeriodType,
  type StatisticsTotals,
  type Totals,
} from "./record/totals.ts";
export type {
  AppendStatus,
  UsageBuffer,
  EntryTrial,
  WaitingEntry,
  WaitingUsage,
} from "./ports/usage-buffer.ts";
export type { TotalsMirror, UnmirroredCells } from "./ports/unmirrored-cells.ts";
export type { CommitReceipt, DirectUsageLedger, UsageLedger } from "./ports/usage-ledger.ts";
export { lineKinds, type LineKind, type UsageLine } from "./record/usage-line.ts";
export {
  consumerTypes,
  rankMetrics,
  statusClasses,
  trendGroups,
  type ComparedConsumer,
  type ComparedOverview,
  type Comparison,
  type ConsumerFilter,
  type ConsumerRow,
  type Consumers,
  type ConsumerType,
  type DateRange,
  type DetailFilter,
  type DetailPage,
  type DetailRow,
  type Figures,
  type HistogramBucket,
  type MonthForecast,
  type OutcomeCount,
  type Overview,
  type OverviewFigures,
  type RankMetric,
  type RecordFilter,
  type SplitTrendPoint,
  type StatisticsFilter,
  type StatisticsRow,
  type StatusClass,
  type Tail,
  type TailFilter,
  type TimeView,
  type TrendFilter,
  type TrendGroup,
  type TrendPart,
  type TrendPoint,
  type Trends,
  type TrendTotal,
  type UsageFilter,
  type UsageQueries,
} from "./ports/usage-queries.ts";
export {
  outcomes,
  platforms,
  qualities,
  UsageRecord,
  type Outcome,
  type Platform,
  type Quality,
  type UsageRecordInput,
} from "./record/usage-record.ts";
export type { Pseudonymisation, PseudonymisedPlace, UserErasure } from "./ports/user-erasure.ts";
