import {
  UnavailableError,
  type AppendStatus,
  type CollectedRecord,
  type StatisticsTotals,
  type UsageBuffer,
  type UsageLedger,
} from "@tokenledger/usage";

/** Calls that may be in the ledger at once while Redis is away; it has the flushers' work to do as well. */
const CALLS_MAX = 2;
/** Statistics cells remembered for Redis; beyond it the scheduler's mirror check brings the counters right. */
const CELLS_MAX = 100_000;
const MIRROR_MS = 1000;

/** The buffer, as far as this needs it. */
export interface MirroredBuffer extends UsageBuffer {
  /** Raises the running totals to these, where they are newer. Safe to repeat. @throws UnavailableError */
  mirror(totals: readonly StatisticsTotals[]): Promise<void>;
}

export interface DirectAppendOptions {
  readonly buffer: MirroredBuffer;
  readonly ledger: Pick<UsageLedger, "commit">;
  /** Told when the ledger takes over, and when the buffer is back: once an episode each. */
  readonly onChange: (isDirect: boolean) => void;
}

const cellOf = ({ dimension, periodType, periodStartMs }: StatisticsTotals): string =>
  `${dimension.type} ${periodType} ${periodStartMs} ${dimension.id}`;

/**
 * The buffer while Redis answers; the ledger itself while it does not, so that either store alone keeps collect available.
 *
 * - buffer: every call goes to Redis.
 * - direct: a call that Redis failed is committed by the statement the flusher uses, two calls at a time; more are refused with
 *   UnavailableError. Whether Redis had written it too does not matter: the ledger counts it once.
 * - back: the totals of what went past Redis are handed to it as soon as it answers a call, or a second later; until then its counters are behind.
 */
export class DirectAppend implements UsageBuffer {
  readonly #options: DirectAppendOptions;
  readonly #unmirrored = new Map<string, StatisticsTotals>();
  #callCount = 0;
  #isDirect = false;
  #timer: NodeJS.Timeout | undefined;
  #mirroring: Promise<void> = Promise.resolve();

  constructor(options: DirectAppendOptions) {
    this.#options = options;
  }

  /** @throws BusyError from the buffer. @throws UnavailableError when neither store can take it now. */
  async append(records: readonly CollectedRecord[]): Promise<readonly AppendStatus[]> {
    try {
      const statuses = await this.#options.buffer.append(records);
      this.#say(false);
      return statuses;
    } catch (error) {
      if (!(error instanceof UnavailableError) || this.#callCount >= CALLS_MAX) {
        throw error;
      }
      return this.#commit(records);
    }
  }

  completeUntil(): Promise<Date> {
    return this.#options.buffer.completeUntil();
  }

  /** Hands over what is not mirrored yet, if Redis answers. Closing twice is no error. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#mirroring;
    await this.#mirror();
    clearTimeout(this.#timer);
  }

  /** The ledger does not say which records it knew; where it counted some of a call, all of it is called accepted. */
  async #commit(records: readonly CollectedRecord[]): Promise<readonly AppendStatus[]> {
    this.#callCount += 1;
    try {
      const receipt = await this.#options.ledger.commit(records);
      this.#say(true);
      this.#remember(receipt.totals);
      const isKnown = receipt.claimedCount === 0 && receipt.deadLetterCount === 0;
      return records.map(() => (isKnown ? "duplicate" : "accepted"));
    } finally {
      this.#callCount -= 1;
    }
  }

  #say(isDirect: boolean): void {
    if (isDirect !== this.#isDirect) {
      this.#isDirect = isDirect;
      this.#options.onChange(isDirect);
      // At once: a server that is killed in between leaves counters behind until the scheduler compares them.
      if (!isDirect) this.#mirrorAfter(0);
    }
  }

  #remember(totals: readonly StatisticsTotals[]): void {
    for (const cell of totals) {
      const name = cellOf(cell);
      const known = this.#unmirrored.get(name);
      const isNews =
        known === undefined ? this.#unmirrored.size < CELLS_MAX : known.revision < cell.revision;
      if (isNews) {
        this.#unmirrored.set(name, cell);
      }
    }
    this.#mirrorAfter(MIRROR_MS);
  }

  #mirrorAfter(waitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#mirroring = this.#mirror();
    }, waitMs).unref();
  }

  async #mirror(): Promise<void> {
    const cells = [...this.#unmirrored];
    if (cells.length === 0) {
      return;
    }
    try {
      await this.#options.buffer.mirror(cells.map(([, cell]) => cell));
      for (const [name, cell] of cells) {
        if (this.#unmirrored.get(name) === cell) {
          this.#unmirrored.delete(name);
        }
      }
    } catch {
      this.#mirrorAfter(MIRROR_MS);
    }
  }
}
