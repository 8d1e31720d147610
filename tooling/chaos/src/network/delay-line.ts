/** Hands pieces on after a delay that may change, and never one before another that came earlier. */
export class DelayLine {
  readonly #deliver: (piece: Buffer) => void;
  readonly #waiting: { readonly piece: Buffer; readonly dueMs: number }[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(deliver: (piece: Buffer) => void) {
    this.#deliver = deliver;
  }

  push(piece: Buffer, delayMs: number): void {
    if (delayMs === 0 && this.#waiting.length === 0) {
      this.#deliver(piece);
      return;
    }
    this.#waiting.push({ piece, dueMs: performance.now() + delayMs });
    this.#arm();
  }

  /** Whatever waits is delivered now. */
  hasten(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const { piece } of this.#waiting.splice(0)) this.#deliver(piece);
  }

  /** Whatever waits is lost. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#waiting.length = 0;
  }

  #arm(): void {
    const [next] = this.#waiting;
    if (next === undefined || this.#timer !== undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#waiting.shift();
        this.#deliver(next.piece);
        this.#arm();
      },
      Math.max(0, next.dueMs - performance.now()),
    );
  }
}
