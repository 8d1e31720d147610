/** Why a record was given up without an answer. */
export type DropReason =
  /** Nothing more fits in memory, and there is no disk. */
  | "memory_full"
  /** The spool holds as much as it may. */
  | "spool_full"
  /** Lines of the spool could not be read back. */
  | "spool_damaged"
  /** Recorded after `close()`, or still in memory when `close()` gave up. */
  | "closed";

/** What is told when records begin to be dropped. */
export interface DropEpisode {
  readonly reason: DropReason;
  /** Records dropped since the client was made, this one included. */
  readonly droppedCount: number;
}

/**
 * Where every record is (P6): `recorded + adopted = accepted + duplicate + rejected + dropped + waiting`, at every moment.
 */
export interface BalanceSheet {
  /** Records that `record()` was given, or a hook captured. */
  readonly recordedCount: number;
  /** Records taken over from processes that died. */
  readonly adoptedCount: number;
  readonly acceptedCount: number;
  /** Known to the server already: sent twice, counted once. */
  readonly duplicateCount: number;
  /** Refused for good, by the server or here; kept in the rejected file. */
  readonly rejectedCount: number;
  readonly droppedCount: number;
  /** On the way: in memory, in the spool or in flight. */
  readonly waitingCount: number;
}

/** The columns of the sheet that only grow; `waiting` is counted where the records wait. */
export class Tally {
  recordedCount = 0;
  adoptedCount = 0;
  acceptedCount = 0;
  duplicateCount = 0;
  rejectedCount = 0;
  readonly #onDrop: (episode: DropEpisode) => void;
  #droppedCount = 0;
  #episode: DropReason | null = null;

  /** @param onDrop told once an episode: at its first drop. It must not throw. */
  constructor(onDrop: (episode: DropEpisode) => void) {
    this.#onDrop = onDrop;
  }

  get droppedCount(): number {
    return this.#droppedCount;
  }

  /** Counts records given up. The first of an episode is reported, the others only counted. */
  drop(reason: DropReason, count: number): void {
    if (count === 0) {
      return;
    }
    this.#droppedCount += count;
    if (this.#episode !== reason) {
      this.#episode = reason;
      this.#onDrop({ reason, droppedCount: this.#droppedCount });
    }
  }

  /** A record found room again: the next drop is a new episode. */
  endDropEpisode(): void {
    this.#episode = null;
  }

  /** The sheet, with this many records waiting. */
  sheet(waitingCount: number): BalanceSheet {
    return {
      recordedCount: this.recordedCount,
      adoptedCount: this.adoptedCount,
      acceptedCount: this.acceptedCount,
      duplicateCount: this.duplicateCount,
      rejectedCount: this.rejectedCount,
      droppedCount: this.#droppedCount,
      waitingCount,
    };
  }
}
