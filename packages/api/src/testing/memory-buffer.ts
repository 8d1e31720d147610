import type { AppendStatus, CollectedRecord, UsageBuffer } from "@tokenledger/usage";

/** A buffer in memory: remembers every record for ever, and fails when told to. */
export class MemoryBuffer implements UsageBuffer {
  readonly records = new Map<string, CollectedRecord>();
  /** Records of each call to `append`. */
  readonly calls: number[] = [];
  /** Thrown by every call while it is set. */
  failure: Error | null = null;
  completeUntilTime = new Date(0);

  append(records: readonly CollectedRecord[]): Promise<readonly AppendStatus[]> {
    this.calls.push(records.length);
    if (this.failure !== null) {
      return Promise.reject(this.failure);
    }
    const statuses = records.map((record): AppendStatus => {
      const isKnown = this.records.has(record.eventId);
      this.records.set(record.eventId, record);
      return isKnown ? "duplicate" : "accepted";
    });
    return Promise.resolve(statuses);
  }

  completeUntil(): Promise<Date> {
    return this.failure === null
      ? Promise.resolve(this.completeUntilTime)
      : Promise.reject(this.failure);
  }
}
