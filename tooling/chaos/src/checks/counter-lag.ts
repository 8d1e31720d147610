/**
 * How long a counter stays behind what was answered for (I5).
 * Nothing may be behind at all, with one exception: what the server wrote past Redis, which it mirrors a little later.
 */
export class CounterLag {
  readonly #lagMsMax: number;
  readonly #found: string[] = [];
  #sinceMs: number | null = null;
  #longestMs = 0;

  /** @param lagMsMax how long it may be behind; 0: not for one look. */
  constructor(lagMsMax: number) {
    this.#lagMsMax = lagMsMax;
  }

  /** What was behind for too long, one text a look. */
  get found(): readonly string[] {
    return this.#found;
  }

  /** The longest it was behind, in milliseconds. */
  get longestMs(): number {
    return this.#longestMs;
  }

  /** A look at the counter. */
  look(counter: bigint, answeredFor: number, nowMs: number): void {
    if (counter >= BigInt(answeredFor)) {
      this.#sinceMs = null;
      return;
    }
    this.#sinceMs ??= nowMs;
    const lagMs = nowMs - this.#sinceMs;
    this.#longestMs = Math.max(this.#longestMs, lagMs);
    if (lagMs < this.#lagMsMax) return;
    this.#found.push(
      `the counter says ${counter} of ${answeredFor} answered for, ${Math.round(lagMs)} ms behind`,
    );
  }
}
