import type { Clock } from "../clock.ts";
import { RateLimitedError } from "../procedures/rate-limited-error.ts";

const WINDOW_MS = 10_000;
const MS = 1_000;

export interface KeyRatesOptions {
  /** Calls a second that one key may make of this process, as a mean over 10 seconds. */
  readonly callsPerSecondMax: number;
  readonly clock: Clock;
}

/**
 * Limits how often a key may call, in windows of 10 seconds: a service that has run wild, or a stolen key, must not take the door from all others.
 * Counted in this process: several servers allow that many times more. One look-up a call, and no question to Redis.
 */
export class KeyRates {
  readonly #options: KeyRatesOptions;
  /** Of proven keys alone, so no more than there are. */
  readonly #counts = new Map<string, number>();
  #endMs = 0;

  constructor(options: KeyRatesOptions) {
    this.#options = options;
  }

  /** Counts a call. @throws RateLimitedError saying when the next window begins. */
  take(keyId: string): void {
    const nowMs = this.#options.clock();
    // Also where the clock was set back: a window lies never further ahead than it is long.
    if (nowMs >= this.#endMs || nowMs < this.#endMs - WINDOW_MS) {
      this.#counts.clear();
      this.#endMs = nowMs + WINDOW_MS;
    }
    const count = (this.#counts.get(keyId) ?? 0) + 1;
    if (count > (this.#options.callsPerSecondMax * WINDOW_MS) / MS) {
      throw new RateLimitedError(
        "This access key calls too often. Send more records a call: collectBatch takes 500.",
        this.#endMs - nowMs,
      );
    }
    this.#counts.set(keyId, count);
  }
}
