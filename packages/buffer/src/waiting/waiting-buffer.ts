import type { WaitingUsage } from "@tokenledger/usage";

/** The flusher's side of the buffer, of one shard or of several. */
export interface WaitingBuffer extends WaitingUsage, AsyncDisposable {
  /** Reports of unreadable entries so far. */
  readonly unreadableCount: number;
  /**
   * Forgets other consumers that hold nothing and have not been heard of for `idleMsMin`.
   *
   * @returns how many. @throws UnavailableError
   */
  removeIdleConsumers(idleMsMin: number): Promise<number>;
}
