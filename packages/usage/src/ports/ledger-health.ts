import type { DateRange } from "./usage-queries.ts";

/** Whether the months ahead have their partitions. */
export interface PartitionState {
  /** Next month's partition, as PostgreSQL names it. */
  readonly nextName: string;
  readonly isNextThere: boolean;
  /** Rows in DEFAULT, counted to 10,000. */
  readonly defaultRowCount: number;
}

/** How well the records of a range are known. */
export interface RecordQuality {
  readonly recordCount: number;
  readonly provisionalCount: number;
  readonly unpricedCount: number;
  /** Models without a price, at most ten. */
  readonly unpricedModels: readonly string[];
  /** Message ids that stand under more than one event id: one call, counted twice by whoever sent it. */
  readonly doubledMessageCount: number;
  /** Records whose usage has a field that is not read and is more than null, 0, "" or emptiness. The usage is kept as it came. */
  readonly unknownFieldCount: number;
  /** Those fields, at most ten, each at most 64 characters; within another by a point: `cache_creation.ephemeral_1d_input_tokens`. */
  readonly unknownFields: readonly string[];
  /** Records stored more than 2 seconds before they happened, by what they say: their senders' clocks are ahead, or the ledger's is behind. */
  readonly aheadCount: number;
  /** How far the furthest of them is ahead; 0 where none is. */
  readonly aheadSeconds: number;
}

/** What the ledger tells of its own state. Reads only. */
export interface LedgerHealth {
  /** @throws UnavailableError */
  partitions(now: Date): Promise<PartitionState>;
  /** Reads every record of the range: ask for days, not months. @throws UnavailableError */
  quality(range: DateRange): Promise<RecordQuality>;
}
