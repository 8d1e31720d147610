import { BODY_BYTES_MAX, RECORDS_PER_CALL_MAX, type WaitingEntry } from "@tokenledger/usage";

/** Most bytes handed out at once: with the batch of records it bounds what a flusher holds in memory. */
const TAKEN_BYTES_MAX = 4 * 1_048_576;
/**
 * Every fetch of new entries is a write that Redis must sync, so small entries are fetched many at a time. 64 entries of 500 records, about 30 MB
 * as objects, are the most by which a fetch can err, when the largest entries follow on a long run of the smallest.
 */
const FETCH_ENTRIES_MAX = 64;
/** What is left of the largest entry's size with each fetch that sees no larger one. */
const FORGETTING = 0.5;

/**
 * Entries fetched and not yet settled, and how many more to fetch for a batch of records.
 * Redis can only be asked for a number of entries; an entry holds 1 to 500 records. So it is asked for as many as fit if each were as large as the
 * largest of late, and what comes too much waits here.
 */
export class HeldEntries {
  #entries: WaitingEntry[] = [];
  #taken: WaitingEntry[] = [];
  #recordCount = 0;
  #byteCount = 0;
  #largestRecords = RECORDS_PER_CALL_MAX;
  #largestBytes = BODY_BYTES_MAX;

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  isFull(recordCountMax: number): boolean {
    return this.#recordCount >= recordCountMax || this.#byteCount >= TAKEN_BYTES_MAX;
  }

  /** How many entries to fetch next; at least one. */
  fetchCount(recordCountMax: number): number {
    const byRecords = (recordCountMax - this.#recordCount) / this.#largestRecords;
    const byBytes = (TAKEN_BYTES_MAX - this.#byteCount) / this.#largestBytes;
    return Math.max(1, Math.floor(Math.min(byRecords, byBytes, FETCH_ENTRIES_MAX)));
  }

  /** Adds the entries of one fetch; those that are here already (claimed from ourselves) only once. */
  add(entries: readonly WaitingEntry[]): void {
    if (entries.length === 0) return;
    this.#largestRecords = Math.max(
      this.#largestRecords * FORGETTING,
      ...entries.map(({ records }) => records.length),
    );
    this.#largestBytes = Math.max(
      this.#largestBytes * FORGETTING,
      ...entries.map(({ byteCount }) => byteCount),
    );
    const known = new Set(this.#entries.map(({ entryId }) => entryId));
    const fresh = entries.filter(({ entryId }) => !known.has(entryId));
    this.#entries.push(...fresh);
    this.#count(fresh);
  }

  /**
   * Hands out entries in order: at most `recordCountMax` records, but at least one entry if there is one.
   * They are handed out again, first, by `take` after `putBack`, until they are settled.
   */
  take(recordCountMax: number): readonly WaitingEntry[] {
    let recordCount = 0;
    let byteCount = 0;
    let entryCount = 0;
    for (const { records, byteCount: bytes } of this.#entries) {
      const fits =
        recordCount + records.length <= recordCountMax && byteCount + bytes <= TAKEN_BYTES_MAX;
      if (entryCount > 0 && !fits) break;
      recordCount += records.length;
      byteCount += bytes;
      entryCount += 1;
    }
    this.#recordCount -= recordCount;
    this.#byteCount -= byteCount;
    const taken = this.#entries.splice(0, entryCount);
    this.#taken.push(...taken);
    return taken;
  }

  /** Takes entries that were handed out and not settled back to the front. */
  putBack(): void {
    const taken = this.#taken;
    this.#taken = [];
    this.#entries.unshift(...taken);
    this.#count(taken);
  }

  /** Forgets entries that were handed out. */
  settled(entries: readonly WaitingEntry[]): void {
    const ids = new Set(entries.map(({ entryId }) => entryId));
    this.#taken = this.#taken.filter(({ entryId }) => !ids.has(entryId));
  }

  clear(): void {
    this.#entries = [];
    this.#taken = [];
    this.#recordCount = 0;
    this.#byteCount = 0;
  }

  #count(entries: readonly WaitingEntry[]): void {
    for (const { records, byteCount } of entries) {
      this.#recordCount += records.length;
      this.#byteCount += byteCount;
    }
  }
}
