import { randomFillSync } from "node:crypto";
import { mintEventId } from "@tokenledger/usage/event-id";

const RANDOM_BYTES = 10;
/** Random bytes are drawn for 400 ids at a time: one call of the generator a record costs more than the rest of the id. */
const POOL_BYTES = RANDOM_BYTES * 400;

/** Draws the ids of records that happen once. */
export class EventIds {
  readonly #pool = new Uint8Array(POOL_BYTES);
  #used = POOL_BYTES;

  /** A new id with this time in it, epoch milliseconds. Never the same twice. */
  mint(timeMs: number): string {
    if (this.#used === POOL_BYTES) {
      randomFillSync(this.#pool);
      this.#used = 0;
    }
    const random = this.#pool.subarray(this.#used, this.#used + RANDOM_BYTES);
    this.#used += RANDOM_BYTES;
    return mintEventId(timeMs, random);
  }
}
