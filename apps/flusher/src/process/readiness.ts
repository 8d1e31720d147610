/** Says once that this process works: after the first pass through the buffer, when the ledger has answered too. */
export class Readiness {
  readonly #check: () => Promise<void>;
  readonly #say: () => void;
  #isSaid = false;

  /** @param check fails while the ledger is away; it is asked again after the next pass. */
  constructor(check: () => Promise<void>, say: () => void) {
    this.#check = check;
    this.#say = say;
  }

  /** A pass went through. Fails never. */
  async passed(): Promise<void> {
    if (this.#isSaid) return;
    try {
      await this.#check();
    } catch {
      return;
    }
    this.#isSaid = true;
    this.#say();
  }
}
