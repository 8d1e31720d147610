/** Says once that this process works: after the first pass through the buffer, when the ledger has answered too. */
export class Readiness {
  readonly #check: () => Promise<void>;
  readonly #say: () => void;
  #state: "waiting" | "checking" | "said" = "waiting";

  /** @param check fails while the ledger is away; it is asked again after the next pass. */
  constructor(check: () => Promise<void>, say: () => void) {
    this.#check = check;
    this.#say = say;
  }

  /** A pass went through. */
  async passed(): Promise<void> {
    if (this.#state !== "waiting") return;
    this.#state = "checking";
    try {
      await this.#check();
      this.#state = "said";
      this.#say();
    } catch {
      this.#state = "waiting";
    }
  }
}
