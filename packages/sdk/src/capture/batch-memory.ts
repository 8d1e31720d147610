import type { Attribution } from "../attribution/attribution.ts";

/** What is remembered of a message batch until its results are read. */
export interface RememberedBatch {
  /** `created_at`, epoch milliseconds: the one time of a batch that is the same whenever and wherever its results are read. */
  readonly createTimeMs: number;
  /** Whom the batch was made for. */
  readonly attribution: Attribution;
  /** The user of a request, by custom id, where the request said one (`metadata.user_id`). */
  readonly users: ReadonlyMap<string, string>;
}

/** Where batches are remembered beyond this process. */
export interface BatchArchive {
  /** Never throws. It is kept when it returns, where there is a disk. */
  write(batchId: string, batch: RememberedBatch): void;
  /** @returns null where nothing is known. Never throws. */
  read(batchId: string): Promise<RememberedBatch | null>;
}

const COUNT_MAX = 1_000;

/**
 * Remembers whom batches were made for: results come up to a day later, and say only the custom id.
 * The newest 1,000 in memory; all of them in the archive where there is a disk, for the process that reads the results.
 */
export class BatchMemory {
  readonly #batches = new Map<string, RememberedBatch>();
  readonly #archive: BatchArchive | null;

  constructor(archive: BatchArchive | null) {
    this.#archive = archive;
  }

  /** A batch was made by this process. */
  remember(batchId: string, batch: RememberedBatch): void {
    this.#keep(batchId, batch);
    this.#archive?.write(batchId, batch);
  }

  /** A batch was looked at: its time is known, and whom it was made for perhaps not. */
  notice(batchId: string, createTimeMs: number): void {
    if (!this.#batches.has(batchId)) {
      this.#keep(batchId, { createTimeMs, attribution: {}, users: new Map() });
    }
  }

  /**
   * What is known of a batch; null where nothing is. The archive knows more than a glance: it is asked first where the batch was only noticed.
   */
  async find(batchId: string): Promise<RememberedBatch | null> {
    const known = this.#batches.get(batchId) ?? null;
    if (known !== null && Object.keys(known.attribution).length > 0) {
      return known;
    }
    return (await this.#archive?.read(batchId)) ?? known;
  }

  #keep(batchId: string, batch: RememberedBatch): void {
    this.#batches.delete(batchId);
    this.#batches.set(batchId, batch);
    const [oldest] = this.#batches.keys();
    if (this.#batches.size > COUNT_MAX && oldest !== undefined) {
      this.#batches.delete(oldest);
    }
  }
}
