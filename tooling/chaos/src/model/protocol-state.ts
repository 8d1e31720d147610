/** What a flusher has done with its batch. It may sleep in any phase for as long as it likes: others then take its entries over. */
export type FlusherPhase = "idle" | "read" | "committed";

/** Holder of an entry that nobody has read. */
export const NEW = -1;
/** Holder of an entry that is off the stream. */
export const GONE = -2;

/** One entry of the stream. */
export interface Entry {
  /** Records in it, as a bit mask. */
  readonly records: number;
  /** `NEW`, `GONE`, or the number of the flusher that it is pending with. */
  readonly holder: number;
}

/** A sum together with the revision that orders it. */
export interface Totals {
  readonly sum: number;
  readonly revision: number;
}

/** One of the two flushers. */
export interface Flusher {
  readonly phase: FlusherPhase;
  /** Indexes into `entries`. */
  readonly batch: readonly number[];
  /** What its commit returned; zero before. */
  readonly totals: Totals;
}

/** Everything the protocol remembers, anywhere. Sums are weighed sums of records, see `weigh`. */
export interface ProtocolState {
  /** The SDK: records whose answer came. */
  readonly acked: number;
  /** Sends so far, of each record. */
  readonly sends: readonly number[];
  /** Redis: ids that collect would call duplicates. */
  readonly seen: number;
  readonly entries: readonly Entry[];
  readonly pend: number;
  readonly base: Totals;
  /** PostgreSQL: records that have their row. */
  readonly claims: number;
  readonly table: Totals;
  readonly flushers: readonly [Flusher, Flusher];
  /** PostgreSQL: totals that went past Redis, until it is known there. */
  readonly unmirrored: Totals | null;
  readonly directSends: number;
  /** Sum that a rebuild has read and not written. Always null where rebuilds lock. */
  readonly rebuildRead: number | null;
}

const ZERO: Totals = { sum: 0, revision: 0 };
const IDLE: Flusher = { phase: "idle", batch: [], totals: ZERO };

/** Nothing has been sent. */
export const initialState = (recordCount: number): ProtocolState => ({
  acked: 0,
  sends: Array.from({ length: recordCount }, () => 0),
  seen: 0,
  entries: [],
  pend: 0,
  base: ZERO,
  claims: 0,
  table: ZERO,
  flushers: [IDLE, IDLE],
  unmirrored: null,
  directSends: 0,
  rebuildRead: null,
});

/** Records of entries that are still on the stream. */
export const recordsOnStream = (entries: readonly Entry[]): number =>
  entries.reduce(
    (records, entry) => (entry.holder === GONE ? records : records | entry.records),
    0,
  );
