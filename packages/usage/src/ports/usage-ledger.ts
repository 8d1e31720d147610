import type { CollectedRecord } from "../record/collected-record.ts";
import type { StatisticsTotals } from "../record/totals.ts";

export interface CommitReceipt {
  /** Records counted by this commit. The others were counted before, or are dead letters. */
  readonly claimedCount: number;
  /** Records put aside in this commit: the same id with other content, or a value PostgreSQL refuses. */
  readonly deadLetterCount: number;
  /** The statistics cells of every record given, whether counted now or before, as they stand after the commit. */
  readonly totals: readonly StatisticsTotals[];
}

/** The write side of the ledger. */
export interface UsageLedger {
  /**
   * Counts each record once, in one transaction: both usage tables, the statistics and the breakdown change together.
   * Safe to repeat, at any later time, in any other batch: what is counted already changes nothing.
   *
   * @throws UnavailableError when PostgreSQL is away or refuses for now: nothing, or everything, was committed; repeat.
   */
  commit(records: readonly CollectedRecord[]): Promise<CommitReceipt>;
}

/** The write side for who may go past the buffer. */
export interface DirectUsageLedger extends UsageLedger {
  /** `commit` past the buffer: notes what it changed among the {@link UnmirroredCells}, in the same transaction. */
  commitDirect(records: readonly CollectedRecord[]): Promise<CommitReceipt>;
}
