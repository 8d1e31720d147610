/** A time in which a counter was behind what was answered for. */
export interface LagEpisode {
  readonly sinceMs: number;
  lagMs: number;
  counter: bigint;
  answeredFor: number;
}

/**
 * How long a counter stays behind what was answered for (I5).
 * Nothing may be behind at all, with one exception: what the server wrote past Redis, which it mirrors a little later.
 */
export class CounterLag {
  readonly #episodes: LagEpisode[] = [];
  #current: LagEpisode | null = null;

  /** The longest it was behind, in milliseconds. */
  get longestMs(): number {
    return Math.max(0, ...this.#episodes.map(({ lagMs }) => lagMs));
  }

  /** A look at the counter. */
  look(counter: bigint, answeredFor: number, nowMs: number): void {
    if (counter >= BigInt(answeredFor)) {
      this.#current = null;
      return;
    }
    if (this.#current === null) {
      this.#current = { sinceMs: nowMs, lagMs: 0, counter, answeredFor };
      this.#episodes.push(this.#current);
    }
    Object.assign(this.#current, { counter, answeredFor, lagMs: nowMs - this.#current.sinceMs });
  }

  /** When it was behind for so long or longer, one text a time. @param lagMsMax 0: not for one look. */
  found(lagMsMax: number): readonly string[] {
    return this.#episodes
      .filter(({ lagMs }) => lagMs >= lagMsMax)
      .map(
        ({ answeredFor, counter, lagMs }) =>
          `the counter says ${counter} of ${answeredFor} answered for, ${Math.round(lagMs)} ms behind`,
      );
  }
}
