/** A map of bounded size: setting one entry too many drops the one unused for longest. Reading counts as use. */
export class LruMap<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #sizeMax: number;

  constructor(sizeMax: number) {
    this.#sizeMax = sizeMax;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }

  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#sizeMax) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest);
        return;
      }
    }
  }

  /** Deleting what is not there is no error. */
  delete(key: Key): void {
    this.#entries.delete(key);
  }
}
