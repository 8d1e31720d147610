/**
 * Differences below this are left alone, in milliseconds. An HTTP `Date` is cut to the second and a round trip is not symmetric:
 * correcting by less than that would make a right clock wrong.
 */
export const CLOCK_TOLERANCE_MS = 2_000;

/**
 * The server's time, as well as it is known: this machine's clock, corrected by what the server last said.
 * Before the first answer it is this machine's clock.
 */
export class ServerClock {
  readonly #localNow: () => number;
  #offsetMs = 0;

  constructor(localNow: () => number = Date.now) {
    this.#localNow = localNow;
  }

  /** How far this machine's clock is behind the server's, in milliseconds; 0 while it is within the tolerance. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Epoch milliseconds by the server's clock. */
  now(): number {
    return this.#localNow() + this.#offsetMs;
  }

  /** This machine's clock, uncorrected, in epoch milliseconds. */
  localNow(): number {
    return this.#localNow();
  }

  /** Learns from an answer: what the server's clock said, between these two moments of this machine's clock. */
  observe(serverTimeMs: number, sentAtMs: number, receivedAtMs: number): void {
    if (!Number.isFinite(serverTimeMs)) {
      return;
    }
    const offsetMs = Math.round(serverTimeMs - (sentAtMs + receivedAtMs) / 2);
    this.#offsetMs = Math.abs(offsetMs) <= CLOCK_TOLERANCE_MS ? 0 : offsetMs;
  }
}
