import { UnavailableError } from "@tokenledger/usage";
import type { Clock } from "./clock.ts";

export interface RefreshedValueOptions<Value> {
  /** Asks the source. May throw UnavailableError; any other error is a fault of ours and is passed on. */
  readonly load: () => Promise<Value>;
  readonly clock: Clock;
  /** How long a value is taken as true without asking again. */
  readonly freshMs: number;
  /** How long after its last confirmation a value may still be given while its source is away. */
  readonly staleMsMax: (value: Value) => number;
  /** How long a caller waits for a slow source where a stale value is at hand. */
  readonly waitMsMax: number;
}

interface Known<Value> {
  readonly value: Value;
  readonly confirmedMs: number;
}

/**
 * A copy of something a store knows, asked for again when it is older than `freshMs`.
 * One request at a time reaches the store, however many callers wait. While the store is away the last answer is given,
 * up to `staleMsMax`; the store is then asked again once per `freshMs`, not once per call.
 * No timers of its own: what nobody asks for is not refreshed.
 */
export class RefreshedValue<Value> {
  readonly #options: RefreshedValueOptions<Value>;
  #known: Known<Value> | null = null;
  #askedMs = Number.NEGATIVE_INFINITY;
  #loading: Promise<Known<Value>> | null = null;

  constructor(options: RefreshedValueOptions<Value>) {
    this.#options = options;
  }

  /**
   * @param freshMs for a caller that has reason to think that it changed just now. Default: as long as for everybody.
   * @throws UnavailableError when the source is away and no answer young enough is at hand.
   */
  async get(freshMs = this.#options.freshMs): Promise<Value> {
    const known = this.#known;
    if (known === null) return (await this.#load()).value;
    const nowMs = this.#options.clock();
    if (nowMs - known.confirmedMs < freshMs) return known.value;
    // Asked a moment ago, without an answer.
    if (nowMs - this.#askedMs < freshMs) return this.#usable(known);
    return this.#refreshed(known);
  }

  async #refreshed(known: Known<Value>): Promise<Value> {
    const slow = Promise.withResolvers<null>();
    const timer = setTimeout(() => {
      slow.resolve(null);
    }, this.#options.waitMsMax);
    try {
      const loaded = await Promise.race([this.#load(), slow.promise]);
      return loaded === null ? this.#usable(known) : loaded.value;
    } catch (error) {
      if (error instanceof UnavailableError) {
        return this.#usable(known);
      }
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  #usable(known: Known<Value>): Value {
    if (this.#options.clock() - known.confirmedMs > this.#options.staleMsMax(known.value)) {
      throw new UnavailableError("The ledger does not answer, and what it last said is too old.");
    }
    return known.value;
  }

  #load(): Promise<Known<Value>> {
    this.#loading ??= this.#ask().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #ask(): Promise<Known<Value>> {
    const { clock, load } = this.#options;
    const startMs = clock();
    try {
      const known = { value: await load(), confirmedMs: startMs };
      this.#known = known;
      return known;
    } finally {
      this.#askedMs = startMs;
    }
  }
}
