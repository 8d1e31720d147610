import type { JsonObject } from "../json.ts";

/**
 * What came of a call: `allowed` (it was let in, and the entry stood before it began), `done` (a change, committed together with its
 * entry), `denied` (the role does not allow it), `failed` (a login with a wrong password).
 */
export const auditOutcomes = ["allowed", "done", "denied", "failed"] as const;
export type AuditOutcome = (typeof auditOutcomes)[number];

/** Who calls. All null: nobody known, or a job of ours. */
export interface AuditActor {
  /** `member.id`, a bigint in decimal. */
  readonly id: string | null;
  readonly login: string | null;
  readonly role: string | null;
  /** First characters of the session's hash: tells sessions apart, opens none. */
  readonly session: string | null;
  /** Network of the caller, never the whole address: /24 of IPv4, /48 of IPv6. */
  readonly network: string | null;
}

/** Somebody did something. No secret and no name of a user may stand in it: entries are for ever. */
export interface AuditEvent extends AuditActor {
  /** Procedure, as `accessKeys.create`. */
  readonly action: string;
  readonly outcome: AuditOutcome;
  readonly parameters: JsonObject;
}

export interface AuditEntry extends AuditEvent {
  /** Place in the chain, from 1, without gaps. */
  readonly seq: string;
  readonly time: Date;
  /** SHA-256 over the entry and the hash before it, hex. */
  readonly hash: string;
}

export interface AuditFilter {
  /** Only those of this procedure, or of every procedure that starts so (`accessKeys.`). */
  readonly action?: string | undefined;
  readonly actorId?: string | undefined;
  readonly outcome?: AuditOutcome | undefined;
  readonly startDate?: Date | undefined;
  /** Not included. */
  readonly endDate?: Date | undefined;
  /** Only entries older than this one. */
  readonly beforeSeq?: string | undefined;
  readonly countMax: number;
}

/** Where an earlier verification stopped. */
export interface AuditMark {
  readonly seq: string;
  readonly hash: string;
}

/** How an entry is wrong: its content is not what was hashed, it does not follow the one before, or one before it is gone. */
export const auditFaults = ["content", "link", "missing", "head"] as const;
export type AuditFault = (typeof auditFaults)[number];

export interface AuditVerification {
  /** Entries looked at in this call. */
  readonly checkedCount: number;
  /** Entries there are. */
  readonly totalCount: string;
  /** Go on from here; null when the chain was followed to its head, or broke. */
  readonly next: AuditMark | null;
  /** The first entry that is wrong; null while none is. */
  readonly broken: { readonly seq: string; readonly fault: AuditFault } | null;
}

/** The log of what people did. Append-only and chained by hashes: an entry that was changed or taken out is found. */
export interface AuditLog {
  /** Commits an entry of its own. @throws UnavailableError: nothing may be answered that the entry should have told of. */
  append(event: AuditEvent): Promise<void>;
  /**
   * Runs a change and puts its entry into the same transaction: both are committed, or neither. What `change` writes through the ledger
   * joins that transaction by itself. Audited changes are made one at a time.
   *
   * @throws UnavailableError; what `change` throws, as it is.
   */
  withChange<Result>(event: AuditEvent, change: () => Promise<Result>): Promise<Result>;
  /** Newest first. @throws UnavailableError */
  list(filter: AuditFilter): Promise<readonly AuditEntry[]>;
  /** Follows the chain from `after` (missing: its beginning), at most `countMax` entries. Changes nothing. @throws UnavailableError */
  verify(countMax: number, after?: AuditMark): Promise<AuditVerification>;
}
