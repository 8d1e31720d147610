import {
  UnavailableError,
  type AppendStatus,
  type CollectedRecord,
  type UsageBuffer,
  type DirectUsageLedger,
} from "@tokenledger/usage";

/** Calls that may be in the ledger at once while Redis is away; it has the flushers' work to do as well. */
const CALLS_MAX = 2;

export interface DirectAppendOptions {
  readonly buffer: UsageBuffer;
  readonly ledger: Pick<DirectUsageLedger, "commitDirect">;
  /** Told when the ledger takes over, and when the buffer is back: once an episode each. */
  readonly onChange: (isDirect: boolean) => void;
}

/**
 * The buffer while Redis answers; the ledger itself while it does not, so that either store alone keeps collect available.
 *
 * - buffer: every call goes to Redis.
 * - direct: a call that Redis failed is committed by the statement the flusher uses, two calls at a time; more are refused with
 *   UnavailableError. Whether Redis had written it too does not matter: the ledger counts it once.
 * - back: what went past Redis is noted in the ledger, for whoever hands it to the counters; until then they are behind.
 */
export class DirectAppend implements UsageBuffer {
  readonly #options: DirectAppendOptions;
  #callCount = 0;
  #isDirect = false;

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

  /** The ledger does not say which records it knew; where it counted some of a call, all of it is called accepted. */
  async #commit(records: readonly CollectedRecord[]): Promise<readonly AppendStatus[]> {
    this.#callCount += 1;
    try {
      const receipt = await this.#options.ledger.commitDirect(records);
      this.#say(true);
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
    }
  }
}
