import type { KeyUseDirectory } from "@tokenledger/usage";
import { LruMap } from "../lru-map.ts";

const MOVES_MAX = 10_000;

export interface PepperMoveOptions {
  readonly directory: Pick<KeyUseDirectory, "moveSecretHash">;
  /** Told of every write that failed; the next call with the key tries again. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Stores a key's secret under the new pepper once it is seen with the old one, beside the path of the call: `move` neither waits nor throws. So
 * every key that is used while both are taken outlives the old pepper.
 */
export class PepperMove {
  readonly #options: PepperMoveOptions;
  /** By the old hash: until the copy of the key is read anew, every call would move it again. */
  readonly #moved = new LruMap<string, Promise<void>>(MOVES_MAX);

  constructor(options: PepperMoveOptions) {
    this.#options = options;
  }

  move(id: string, fromHash: string, toHash: string): void {
    if (this.#moved.get(fromHash) !== undefined) return;
    const moving = this.#options.directory
      .moveSecretHash(id, fromHash, toHash)
      .catch((error: unknown) => {
        this.#moved.delete(fromHash);
        this.#options.onFailure?.(error);
      });
    this.#moved.set(fromHash, moving);
  }
}
