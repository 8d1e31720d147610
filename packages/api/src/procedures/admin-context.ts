import type {
  AdminDirectory,
  CostQueries,
  MemberDirectory,
  PriceLedger,
  RetentionLedger,
  UsageBuffer,
  UsageQueries,
  UserErasure,
} from "@tokenledger/usage";
import type { AlertLedger, Notifier, SecretBox } from "@tokenledger/usage/alerts";
import type { ExportDirectory } from "@tokenledger/usage/exports";
import type { Reconciliation } from "@tokenledger/usage/reconcile";
import type { AuditTrail } from "../audit/audit-trail.ts";
import type { QuotaLedger } from "@tokenledger/usage/quotas";
import type { Clock } from "../clock.ts";
import type { PseudonymBook } from "../masking/pseudonym-book.ts";
import type { Operations } from "../operations/operations.ts";
import type { Sessions } from "../people/sessions.ts";

/** What was exported, as far as retention asks. */
export interface ExportedMonths {
  /** Whether all calls of a month were exported since it ended. */
  isExported(monthStart: Date, monthEnd: Date): Promise<boolean>;
}

/** What the admin router works with; made once a process. */
export interface AdminServices {
  readonly sessions: Sessions;
  readonly directory: AdminDirectory;
  readonly operations: Operations;
  readonly members: MemberDirectory;
  readonly queries: UsageQueries;
  readonly costs: CostQueries;
  readonly prices: PriceLedger;
  readonly alerts: AlertLedger;
  /** By which channels are checked and tried. */
  readonly notifier: Notifier;
  /** Seals the details of channels; the scheduler's opens them. */
  readonly secretBox: SecretBox;
  readonly exports: ExportDirectory;
  readonly audit: AuditTrail;
  readonly reconciliation: Pick<Reconciliation, "run" | "report" | "runs" | "links" | "setLinks">;
  readonly pseudonyms: PseudonymBook;
  readonly quotas: QuotaLedger;
  readonly retention: RetentionLedger;
  readonly erasure: UserErasure;
  /** Tells which months were exported whole. Missing: nobody can tell. */
  readonly exportedMonths?: ExportedMonths | undefined;
  readonly buffer: Pick<UsageBuffer, "completeUntil">;
  /** Under which the secrets of new keys are hashed; the same as the KeyVerifier's. */
  readonly pepper: string;
  /** Stands inside the tokens of new keys: `live`, `test`. */
  readonly keyEnvironment: string;
  readonly clock: Clock;
}

/** What a call to the admin router brings along. */
export interface AdminContext extends AdminServices {
  /** The session token of the cookie (or of `Authorization: Bearer`), unproven; null when there is none. */
  readonly sessionToken: string | null;
  /** Address of the caller, for the login limits. */
  readonly ipAddress: string;
  /** As the caller's program names itself. */
  readonly userAgent?: string | undefined;
  /** Gives the caller a session to carry, or takes it away (null). */
  carrySession(token: string | null): void;
}
