/** A clock that moves when it is told to. */
export class ManualClock {
  #nowMs: number;

  constructor(startMs = Date.UTC(2026, 10, 23, 12)) {
    this.#nowMs = startMs;
  }

  /** To be handed in as it is: `clock: clock.now`. */
  readonly now = (): number => this.#nowMs;

  advance(byMs: number): void {
    this.#nowMs += byMs;
  }
}
