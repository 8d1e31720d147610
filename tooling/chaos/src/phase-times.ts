/** How long each part of a run took. */
export class PhaseTimes {
  readonly #phases: string[] = [];
  #startMs = performance.now();

  /** The part that began when the one before it ended is over. */
  end(name: string): void {
    const nowMs = performance.now();
    this.#phases.push(`${name} ${((nowMs - this.#startMs) / 1_000).toFixed(1)} s`);
    this.#startMs = nowMs;
  }

  summary(): string {
    return this.#phases.join(", ");
  }
}
