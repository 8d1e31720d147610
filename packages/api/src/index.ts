export {
  hashSecret,
  mintAccessKey,
  parseAccessKey,
  type AccessKeyToken,
  type MintedAccessKey,
} from "./access-keys/access-key-token.ts";
export type { AdminContext, AdminServices, ExportedMonths } from "./procedures/admin-context.ts";
export { adminRouter, adminRules, type AdminRouter } from "./admin-router.ts";
export {
  AuditTrail,
  REPEATED_READ_MS,
  type AuditedCall,
  type AuditTrailOptions,
} from "./audit/audit-trail.ts";
export { auditModes, type AuditMode } from "./audit/audit-mode.ts";
export type { MemberView } from "./people/auth-router.ts";
export type { Clock } from "./clock.ts";
export { callerNetwork } from "./procedures/caller-network.ts";
export { CollectCounters, type CollectFigures } from "./ingest/collect-counters.ts";
export {
  type CollectBatchResult,
  type CollectResult,
  type KeptRecord,
  type RejectedRecord,
  type RejectionCode,
} from "./ingest/collect-result.ts";
export { Collector, type CollectorOptions, type CollectQuotas } from "./ingest/collector.ts";
export { DataHealth, type HealthReport } from "./data-health/data-health.ts";
export type { HealthFigure, HealthGroup, HealthStatus } from "./data-health/health-figure.ts";
export type { HealthSources } from "./data-health/health-sources.ts";
export { DisabledUsers, type DisabledUsersOptions } from "./ingest/disabled-users.ts";
export type { ExportView } from "./exports/export-view.ts";
export { ForbiddenError } from "./procedures/forbidden-error.ts";
export type { IngestContext, IngestServices } from "./ingest/ingest-context.ts";
export { ingestRouter, ingestRules, type IngestRouter } from "./ingest/ingest-router.ts";
export { KeyRates } from "./ingest/key-rates.ts";
export { PepperMove } from "./ingest/pepper-move.ts";
export { KeyVerifier, type KeyVerifierOptions, type VerifiedKey } from "./ingest/key-verifier.ts";
export { KeyUses, type KeyUsesOptions } from "./ingest/key-uses.ts";
export { LoginLimiter, type LoginAttempt } from "./people/login-limiter.ts";
export { toPlainJson } from "./open-api/json-schema.ts";
export { panelProcedures, type PanelProcedure } from "./open-api/panel-procedures.ts";
export { openApiDocument } from "./open-api/open-api-document.ts";
export { operations, type Operation } from "./open-api/operations.ts";
export { readQuery, reviveBody } from "./open-api/revive-input.ts";
export type { Operations } from "./operations/operations.ts";
export { hashPassword, verifyPassword } from "./people/password-hash.ts";
export {
  meetsRequirement,
  permissions,
  rolePermissions,
  type Permission,
  type Requirement,
} from "./procedures/permissions.ts";
export type { ProcedureMeta, ProcedureRule } from "./procedures/procedure-meta.ts";
export { PseudonymBook } from "./masking/pseudonym-book.ts";
export { pseudonymOf } from "./masking/pseudonym.ts";
export type { QuotaAnswer, QuotaFigure } from "./quotas/quota-answer.ts";
export { QuotaGate, type QuotaGateOptions, type Reservation } from "./quotas/quota-gate.ts";
export { QuotaRulesCache, type QuotaRulesCacheOptions } from "./quotas/quota-rules-cache.ts";
export { QuotaSeeds, type QuotaSeedsOptions } from "./quotas/quota-seeds.ts";
export { OpenPasses, type OpenPassesOptions } from "./quotas/open-passes.ts";
export type { QuotaView } from "./quotas/quotas-router.ts";
export { RateLimitedError } from "./procedures/rate-limited-error.ts";
export {
  SESSION_AGE_MS_MAX,
  SESSION_IDLE_MS_MAX,
  Sessions,
  hashSessionToken,
  mintSessionToken,
  type CallOrigin,
  type Credentials,
  type FoundSession,
  type OpenedSession,
  type SessionsOptions,
} from "./people/sessions.ts";
export type { ApiErrorData, ApiErrorShape } from "./procedures/shape-error.ts";
export { toTrpcError } from "./procedures/to-trpc-error.ts";
