import type { WaitingRecord } from "./waiting-record.ts";
import { Segment, type SegmentFile, type SegmentStore } from "./segment.ts";

/** What memory may hold, and what one delivery carries. */
export interface BacklogLimits {
  readonly memoryCountMax: number;
  readonly memoryBytesMax: number;
  readonly batchCountMax: number;
  readonly batchBytesMax: number;
}

/** So often a file is tried before it is left. */
const READ_FAILURES_MAX = 5;

/** What became of a record that was added. */
export type AddResult = "kept" | "memory_full" | "spool_full";

/**
 * The records that wait, oldest first, in segments: on disk where there is one, and in memory as far as memory goes.
 * A segment is closed to new records when it is as large as one delivery, or when its turn comes.
 *
 * Bounded both ways. Over the memory bound a segment lives on disk alone; over the disk's cap, or over the memory bound without a disk,
 * the newest record is refused: the older ones are nearer to being delivered, and an outage is reconstructed from its beginning.
 */
export class Backlog {
  readonly #limits: BacklogLimits;
  readonly #store: SegmentStore | null;
  #sealed: Segment[] = [];
  #active: Segment | null = null;
  #count = 0;
  #memoryCount = 0;
  #memoryBytes = 0;

  constructor(limits: BacklogLimits, store: SegmentStore | null) {
    this.#limits = limits;
    this.#store = store;
  }

  /** Records waiting, in flight ones included. */
  get count(): number {
    return this.#count;
  }

  get memoryCount(): number {
    return this.#memoryCount;
  }

  get memoryBytes(): number {
    return this.#memoryBytes;
  }

  /** Keeps a record, on disk before it returns where there is one. */
  add(record: WaitingRecord): AddResult {
    if (this.#store !== null && !this.#store.hasRoom(record.byteCount)) {
      return "spool_full";
    }
    const segment = this.#segmentFor(record);
    if (segment.file === null && !this.#hasMemory(record)) {
      return "memory_full";
    }
    this.#remember(segment, record);
    segment.count += 1;
    segment.byteCount += record.byteCount;
    this.#count += 1;
    return "kept";
  }

  /** Takes over a segment that another process left. It is delivered before what is recorded from now on. */
  adopt(file: SegmentFile, count: number): void {
    const segment = new Segment(file);
    segment.records = null;
    segment.count = count;
    this.#count += count;
    this.#sealed.push(segment);
  }

  /** The closed segment whose turn it is; null when there is none. It stays first until it is removed. */
  oldest(): Segment | null {
    return this.#sealed[0] ?? null;
  }

  /** Closes the segment that is being filled and says which segment is the last one now; null when nothing waits. */
  seal(): Segment | null {
    if (this.#active !== null && this.#active.count > 0) {
      this.#active.file?.seal();
      this.#sealed.push(this.#active);
      this.#active = null;
    }
    return this.#sealed.at(-1) ?? null;
  }

  /** Whether a segment is still waiting. */
  has(segment: Segment): boolean {
    return this.#sealed.includes(segment);
  }

  /**
   * The records of a segment, from memory or from disk; null: they cannot be read now, ask again.
   * `lostCount` of them cannot be read any more; they are no longer waiting.
   */
  async load(
    segment: Segment,
  ): Promise<{ readonly records: WaitingRecord[]; readonly lostCount: number } | null> {
    if (segment.records !== null || segment.file === null) {
      return { records: segment.records ?? [], lostCount: 0 };
    }
    const read = await segment.file.read();
    if (read === null) {
      segment.readFailureCount += 1;
      return segment.readFailureCount < READ_FAILURES_MAX ? null : this.#leave(segment);
    }
    const records = [...read];
    const lostCount = Math.max(0, segment.count - records.length);
    this.settled(segment, lostCount);
    // From now on it counts as memory: a retry must not find what was settled in between.
    this.#hold(segment, records);
    return { records, lostCount };
  }

  /** So many records of the segment are no longer waiting; `rest` still are. */
  settled(segment: Segment, count: number, rest?: readonly WaitingRecord[]): void {
    segment.count -= count;
    this.#count -= count;
    if (rest !== undefined) {
      this.#release(segment);
      this.#hold(segment, [...rest]);
    }
  }

  /** Forgets a segment, on disk too. */
  remove(segment: Segment): void {
    this.#release(segment);
    this.#count -= segment.count;
    segment.count = 0;
    this.#sealed = this.#sealed.filter((other) => other !== segment);
    segment.file?.remove();
  }

  /** Forgets what is in memory alone and says how much that was. What is on disk stays there. */
  abandonMemory(): number {
    this.seal();
    const before = this.#count;
    for (const segment of this.#sealed) {
      if (segment.file === null) {
        this.remove(segment);
      }
    }
    return before - this.#count;
  }

  /** Given up here, and left on disk for another process: one bad file must not hold up all others. */
  #leave(segment: Segment): { records: WaitingRecord[]; lostCount: number } {
    const lostCount = segment.count;
    segment.file?.leave();
    this.settled(segment, lostCount);
    return { records: [], lostCount };
  }

  #hasMemory(record: WaitingRecord): boolean {
    return (
      this.#memoryCount < this.#limits.memoryCountMax &&
      this.#memoryBytes + record.byteCount <= this.#limits.memoryBytesMax
    );
  }

  #isFull(segment: Segment, record: WaitingRecord): boolean {
    return (
      segment.count >= this.#limits.batchCountMax ||
      (segment.count > 0 && segment.byteCount + record.byteCount > this.#limits.batchBytesMax)
    );
  }

  /** The segment that takes the record; the record is in its file already, where it has one. */
  #segmentFor(record: WaitingRecord): Segment {
    let segment = this.#active;
    if (segment !== null && this.#isFull(segment, record)) {
      this.seal();
      segment = null;
    }
    segment ??= new Segment(this.#store?.create() ?? null);
    this.#active = segment;
    if (segment.file === null || segment.file.append(record)) {
      return segment;
    }
    return this.#withoutDisk(segment.file);
  }

  /** The disk refused in the middle: what it has stays there, this record and the next ones wait in memory. */
  #withoutDisk(file: SegmentFile): Segment {
    if (this.#active?.count === 0) {
      file.remove();
    }
    this.seal();
    const segment = new Segment(null);
    this.#active = segment;
    return segment;
  }

  #remember(segment: Segment, record: WaitingRecord): void {
    if (segment.records === null) {
      return;
    }
    if (this.#hasMemory(record)) {
      segment.records.push(record);
      this.#memoryCount += 1;
      this.#memoryBytes += record.byteCount;
      return;
    }
    this.#release(segment);
  }

  #hold(segment: Segment, records: WaitingRecord[]): void {
    segment.records = records;
    this.#memoryCount += records.length;
    this.#memoryBytes += records.reduce((sum, record) => sum + record.byteCount, 0);
  }

  #release(segment: Segment): void {
    const records = segment.records ?? [];
    this.#memoryCount -= records.length;
    this.#memoryBytes -= records.reduce((sum, record) => sum + record.byteCount, 0);
    segment.records = null;
  }
}
