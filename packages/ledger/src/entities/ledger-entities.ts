import { AccessKey } from "./access-key.ts";
import { AccessKeyUsage } from "./access-key-usage.ts";
import { AggregateJobEntry } from "./aggregate-job.ts";
import { CounterCheckEntry } from "./counter-check.ts";
import { AlertChannel } from "./alert-channel.ts";
import { AlertDeliveryRow } from "./alert-delivery-row.ts";
import { AlertEventRow } from "./alert-event-row.ts";
import { AlertRuleRow } from "./alert-rule-row.ts";
import { AuditEntry } from "./audit-entry.ts";
import { AuditHead } from "./audit-head.ts";
import { AnthropicKeyLinkEntry } from "./anthropic-key-link.ts";
import { DeadLetter } from "./dead-letter.ts";
import { JobRunEntry } from "./job-run.ts";
import { ExportJobEntry } from "./export-job-entry.ts";
import { Member } from "./member.ts";
import { MemberUser } from "./member-user.ts";
import { Session } from "./session.ts";
import { ModelPrice } from "./model-price.ts";
import { PriceEdition } from "./price-edition.ts";
import { PriceName } from "./price-name.ts";
import { PriceRunEntry } from "./price-run-entry.ts";
import { PriceRunLine } from "./price-run-line.ts";
import { Quota } from "./quota.ts";
import { QuotaOpenPass } from "./quota-open-pass.ts";
import { ReconcileCellEntry } from "./reconcile-cell.ts";
import { ReconcileGapEntry } from "./reconcile-gap.ts";
import { ReconcileRunEntry } from "./reconcile-run.ts";
import { UnmirroredCell } from "./unmirrored-cell.ts";
import { UsageBreakdown } from "./usage-breakdown.ts";
import { UsageBreakdownDay } from "./usage-breakdown-day.ts";
import { UsageDroppedMonth } from "./usage-dropped-month.ts";
import { UsageOutcomeDay } from "./usage-outcome-day.ts";
import { UsageRollup } from "./usage-rollup.ts";
import { UsageStatistics } from "./usage-statistics.ts";
import { UsageSummedDay } from "./usage-summed-day.ts";
import { User } from "./user.ts";
import { UserUsage } from "./user-usage.ts";

/** Every entity of the ledger. */
export const ledgerEntities = [
  AccessKey,
  User,
  Member,
  Session,
  AccessKeyUsage,
  ExportJobEntry,
  UserUsage,
  UsageStatistics,
  UsageBreakdown,
  UsageBreakdownDay,
  UsageOutcomeDay,
  UsageSummedDay,
  UsageRollup,
  DeadLetter,
  ModelPrice,
  PriceName,
  PriceEdition,
  PriceRunEntry,
  PriceRunLine,
  Quota,
  QuotaOpenPass,
  JobRunEntry,
  CounterCheckEntry,
  AlertChannel,
  AlertRuleRow,
  AlertEventRow,
  AlertDeliveryRow,
  MemberUser,
  AuditEntry,
  AuditHead,
  UsageDroppedMonth,
  AnthropicKeyLinkEntry,
  ReconcileRunEntry,
  ReconcileCellEntry,
  ReconcileGapEntry,
  AggregateJobEntry,
  UnmirroredCell,
];
