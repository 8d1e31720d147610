/** Counts by name, of the names counted most recently. A name that was forgotten starts again at 1. */
export class RecentCounts {
  readonly #counts = new Map<string, number>();
  readonly #namesMax: number;

  constructor(namesMax: number) {
    this.#namesMax = namesMax;
  }

  /** Counts a name and says how often it came, this time included. */
  count(name: string): number {
    const times = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.delete(name);
    this.#counts.set(name, times);
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > this.#namesMax && oldest !== undefined) {
      this.#counts.delete(oldest);
    }
    return times;
  }
}
