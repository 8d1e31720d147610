import type { RawEntry } from "./parse-entry.ts";

/**
 * So often may an entry be handed out like any other. A few restarts, or an outage of Redis, do that to good ones; that costs them a commit of
 * their own, no more.
 */
const DELIVERIES_MAX = 5;
/** Most that is kept; what is beyond it stays pending, and is found again when it is taken over. */
const SIZE_MAX = 4 * 1_048_576;

/** An entry that has been handed out again and again, and settled by nobody. */
export interface SuspectEntry {
  readonly entry: RawEntry;
  readonly deliveryCount: number;
}

const sizeOf = ({ fields }: RawEntry): number =>
  fields.reduce((sum, field) => sum + field.length, 0);

/**
 * Entries that may be what ends the processes which read them. They are not even unpacked before their turn, and each has a turn alone: first after
 * everything else has had some time, then one after the other as long as they do no harm. So a record that kills whoever touches it holds up itself
 * and nothing else, and is named. It is never given up: how often an entry was handed out says as much of the stores as of the entry.
 */
export class SuspectEntries {
  readonly #pauseMs: number;
  #suspects: SuspectEntry[] = [];
  #size = 0;
  #dueMs: number;

  /** @param pauseMs how long the others have before the first turn, and after a turn that failed. */
  constructor(pauseMs: number) {
    this.#pauseMs = pauseMs;
    this.#dueMs = performance.now() + pauseMs;
  }

  /** Keeps the suspects among these. @returns the others. */
  sift(entries: readonly RawEntry[], counts: ReadonlyMap<string, number>): readonly RawEntry[] {
    const others: RawEntry[] = [];
    for (const entry of entries) {
      const deliveryCount = counts.get(entry.id) ?? 1;
      if (deliveryCount > DELIVERIES_MAX) this.#keep({ entry, deliveryCount });
      else others.push(entry);
    }
    return others;
  }

  /** The next, when it is its turn. It has another after a while, unless it is gone by then. */
  next(): SuspectEntry | undefined {
    if (performance.now() < this.#dueMs) return undefined;
    const [suspect] = this.#suspects;
    if (suspect === undefined) return undefined;
    this.#suspects.splice(0, 1);
    this.#suspects.push(suspect);
    this.#dueMs = performance.now() + this.#pauseMs;
    return suspect;
  }

  /** These are settled, or nobody can read them: the next need not wait. */
  gone(ids: ReadonlySet<string>): void {
    if (!this.#suspects.some(({ entry }) => ids.has(entry.id))) return;
    this.#suspects = this.#suspects.filter(({ entry }) => !ids.has(entry.id));
    this.#size = this.#suspects.reduce((sum, { entry }) => sum + sizeOf(entry), 0);
    this.#dueMs = 0;
  }

  clear(): void {
    this.#suspects = [];
    this.#size = 0;
  }

  #keep(suspect: SuspectEntry): void {
    const size = sizeOf(suspect.entry);
    const isKnown = this.#suspects.some(({ entry }) => entry.id === suspect.entry.id);
    if (isKnown || this.#size + size > SIZE_MAX) return;
    this.#suspects.push(suspect);
    this.#size += size;
  }
}
