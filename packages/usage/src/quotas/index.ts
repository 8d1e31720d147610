export {
  failModes,
  QUOTA_LIMIT_MAX,
  quotaScopes,
  quotaUnits,
  quotaWindows,
  QUOTAS_MAX,
  type FailMode,
  type Quota,
  type QuotaChange,
  type QuotaScope,
  type QuotaTerms,
  type QuotaUnit,
  type QuotaWindow,
} from "./quota.ts";
export {
  amountOfLines,
  fromCounterAmount,
  toCounterAmount,
  toCounterLimit,
  tokenWeights,
  weightedTokensOf,
} from "./quota-amount.ts";
export {
  openPassReasons,
  type CounterAnswer,
  type CounterFigure,
  type CounterQuestion,
  type CounterSeed,
  type OpenPass,
  type OpenPassReason,
  type QuotaCounters,
  type QuotaLedger,
  type ReservationRequest,
  type SeedMark,
} from "./quota-ports.ts";
export {
  quotaCounterId,
  QuotaRules,
  type AppliedQuota,
  type QuotaCharge,
  type QuotaSubject,
} from "./quota-rules.ts";
export { quotaStateOf, type QuotaState } from "./quota-state.ts";
export { quotaResetMs, quotaWindowOf, type WindowTerms } from "./quota-window.ts";
