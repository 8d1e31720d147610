const RECORDS_MIN = 50;

/**
 * How many records to take at once. Doubles with each success and halves with each failure, so that a store too slow for a large batch
 * (a statement that reaches its time limit) gets one it can finish.
 */
export class BatchSize {
  readonly #recordCountMax: number;
  #recordCount: number;

  constructor(recordCountMax: number) {
    this.#recordCountMax = recordCountMax;
    this.#recordCount = recordCountMax;
  }

  get recordCount(): number {
    return this.#recordCount;
  }

  succeeded(): void {
    this.#recordCount = Math.min(this.#recordCount * 2, this.#recordCountMax);
  }

  failed(): void {
    this.#recordCount = Math.max(
      Math.floor(this.#recordCount / 2),
      Math.min(RECORDS_MIN, this.#recordCountMax),
    );
  }
}
