import {
  UnavailableError,
  type AuditEntry,
  type AuditEvent,
  type AuditFilter,
  type AuditLog,
  type AuditVerification,
} from "@tokenledger/usage";

/** An audit log in memory; takes nothing while it is told to be away. */
export class MemoryAudit implements AuditLog {
  /** In the order they were written. */
  readonly events: AuditEvent[] = [];
  isAway = false;

  append(event: AuditEvent): Promise<void> {
    if (this.isAway) return Promise.reject(new UnavailableError("The audit log is away."));
    this.events.push(event);
    return Promise.resolve();
  }

  async withChange<Result>(event: AuditEvent, change: () => Promise<Result>): Promise<Result> {
    const result = await change();
    await this.append(event);
    return result;
  }

  list(filter: AuditFilter): Promise<readonly AuditEntry[]> {
    const entries = this.events.map((event, index) => ({
      ...event,
      seq: String(index + 1),
      time: new Date(0),
      hash: "0".repeat(64),
    }));
    return Promise.resolve(entries.toReversed().slice(0, filter.countMax));
  }

  verify(): Promise<AuditVerification> {
    const checkedCount = this.events.length;
    return Promise.resolve({
      checkedCount,
      totalCount: String(checkedCount),
      next: null,
      broken: null,
    });
  }
}
