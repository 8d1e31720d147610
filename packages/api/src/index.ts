export {
  hashSecret,
  mintAccessKey,
  parseAccessKey,
  type AccessKeyToken,
  type MintedAccessKey,
} from "./access-key-token.ts";
export type { AdminContext, AdminServices, ExportedMonths } from "./admin-context.ts";
export { adminRouter, adminRules, type AdminRouter } from "./admin-router.ts";
export {
  AuditTrail,
  REPEATED_READ_MS,
  type AuditedCall,
  type AuditTrailOptions,
} from "./audit-trail.ts";
export { auditModes, type AuditMode } from "./audit-mode.ts";
export type { MemberView } from "./auth-router.ts";
export type { Clock } from "./clock.ts";
export { CollectCounters, type CollectFigures } from "./collect-counters.ts";
export {
  type CollectBatchResult,
  type CollectResult,
  type KeptRecord,
  type RejectedRecord,
  type RejectionCode,
} from "./collect-result.ts";
export { Collector, type CollectorOptions, type CollectQuotas } from "./collector.ts";
export { DataHealth, type HealthReport } from "./data-health/data-health.ts";
export type { HealthFigure, HealthGroup, HealthStatus } from "./data-health/health-figure.ts";
export type { HealthSources } from "./data-health/health-sources.ts";
export { DisabledUsers, type DisabledUsersOptions } from "./disabled-users.ts";
export type { ExportView } from "./export-view.ts";
export { ForbiddenError } from "./forbidden-error.ts";
export type { IngestContext, IngestServices } from "./ingest-context.ts";
export { ingestRouter, ingestRules, type IngestRouter } from "./ingest-router.ts";
export { KeyVerifier, type KeyVerifierOptions, type VerifiedKey } from "./key-verifier.ts";
export { KeyUses, type KeyUsesOptions } from "./key-uses.ts";
export { LoginLimiter, type LoginAttempt } from "./login-limiter.ts";
export { toPlainJson } from "./open-api/json-schema.ts";
export { panelProcedures, type PanelProcedure } from "./open-api/panel-procedures.ts";
export { openApiDocument } from "./open-api/open-api-document.ts";
export { operations, type Operation } from "./open-api/operations.ts";
export { readQuery, reviveBody } from "./open-api/revive-input.ts";
export type { Operations } from "./operations.ts";
export { hashPassword, verifyPassword } from "./password-hash.ts";
export {
  meetsRequirement,
  permissions,
  rolePermissions,
  type Permission,
  type Requirement,
} from "./permissions.ts";
export type { ProcedureMeta, ProcedureRule } from "./procedure-meta.ts";
export { PseudonymBook } from "./pseudonym-book.ts";
export { pseudonymOf } from "./pseudonym.ts";
export type { QuotaAnswer, QuotaFigure } from "./quotas/quota-answer.ts";
export { QuotaGate, type QuotaGateOptions, type Reservation } from "./quotas/quota-gate.ts";
export { QuotaRulesCache, type QuotaRulesCacheOptions } from "./quotas/quota-rules-cache.ts";
export { QuotaSeeds, type QuotaSeedsOptions } from "./quotas/quota-seeds.ts";
export { OpenPasses, type OpenPassesOptions } from "./quotas/open-passes.ts";
export type { QuotaView } from "./quotas/quotas-router.ts";
export { RateLimitedError } from "./rate-limited-error.ts";
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
} from "./sessions.ts";
export type { ApiErrorData, ApiErrorShape } from "./shape-error.ts";
export { toTrpcError } from "./to-trpc-error.ts";
