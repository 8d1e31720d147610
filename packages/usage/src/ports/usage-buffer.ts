import type { CollectedRecord } from "../record/collected-record.ts";
import type { StatisticsTotals } from "../record/totals.ts";

export type AppendStatus = "accepted" | "duplicate";

/** The door's side of the buffer. */
export interface UsageBuffer {
  /**
   * Keeps the records of one call, as one fsynced entry, and adds them to the running totals.
   * All or nothing; one status per record, in order. A record seen in the last minutes is `duplicate` and is not kept again;
   * sent again later it is kept again, and the ledger counts it once all the same.
   *
   * @throws BusyError when the buffer is full: nothing was written.
   * @throws UnavailableError when Redis does not answer: it may have been written.
   */
  append(records: readonly CollectedRecord[]): Promise<readonly AppendStatus[]>;
  /**
   * Everything accepted before this instant is in the ledger: the time of the oldest entry still waiting, or now.
   */
  completeUntil(): Promise<Date>;
}

/**
 * The turn alone of an entry that was read again and again and settled by nobody: it may be what ends its readers. Each part of the work is begun and
 * comes back, with a result or with an error; what a reader did not come back from is remembered beyond its end.
 */
export interface EntryTrial {
  /** Does one part. @param work told how many readers ended within this part before. @throws UnavailableError, and what `work` throws. */
  attempt<Result>(part: string, work: (endedCount: number) => Promise<Result>): Promise<Result>;
}

/** One entry off the stream, with what settling it needs. */
export interface WaitingEntry {
  readonly entryId: string;
  readonly byteCount: number;
  /** What the entry added to the running totals, exactly as written beside it. Opaque to the reader. */
  readonly deltas: string;
  readonly records: readonly CollectedRecord[];
  /** Of an entry that has its turn alone: it is the only one handed out. */
  readonly trial?: EntryTrial;
}

/** The flusher's side of the buffer. One instance a consumer. */
export interface WaitingUsage {
  /**
   * The next entries for this consumer: its own unsettled ones first, then those of dead consumers, then new ones.
   * Waits up to `waitMsMax` for the first; returns at most about `recordCountMax` records, at least one entry if there is one.
   * An entry of an unknown version is left pending and reported, never returned.
   */
  read(recordCountMax: number, waitMsMax: number): Promise<readonly WaitingEntry[]>;
  /**
   * Begins to fetch what the next read will hand out, while what the last one gave is committed. Never fails: what goes wrong is met by that read.
   */
  prepare(recordCountMax: number): void;
  /**
   * Takes committed entries off the stream and out of `pend`, and raises `base` to newer absolute totals.
   * Safe to repeat: an entry counts only for the call whose XACK took it; older revisions change nothing.
   *
   * @returns how many entries this call took off.
   */
  settle(entries: readonly WaitingEntry[], totals: readonly StatisticsTotals[]): Promise<number>;
  close(): Promise<void>;
}
