import type { KeyUseDirectory } from "@tokenledger/usage";
import type { Clock } from "../clock.ts";
import { LruMap } from "../lru-map.ts";

const MINUTE_MS = 60_000;
const KEYS_MAX = 10_000;

export interface KeyUsesOptions {
  readonly directory: Pick<KeyUseDirectory, "noteKeyUse">;
  readonly clock: Clock;
  /** Told once of every write that failed; the uses it held are noted again with the next ones. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Notes when keys were last used, to the minute. At most one write a minute and key from this process, beside the path of the calls:
 * `note` neither waits nor throws. One write at a time; what comes meanwhile goes together with the next.
 */
export class KeyUses {
  readonly #options: KeyUsesOptions;
  readonly #noted = new LruMap<string, number>(KEYS_MAX);
  #waiting = new Set<string>();
  #writing: Promise<void> | null = null;

  constructor(options: KeyUsesOptions) {
    this.#options = options;
  }

  note(id: string): void {
    const minute = Math.floor(this.#options.clock() / MINUTE_MS);
    if (this.#noted.get(id) === minute) return;
    this.#noted.set(id, minute);
    this.#waiting.add(id);
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
  }

  /** Waits for the write under way. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#waiting.size > 0) {
      const ids = [...this.#waiting];
      this.#waiting = new Set();
      const minuteMs = Math.floor(this.#options.clock() / MINUTE_MS) * MINUTE_MS;
      try {
        await this.#options.directory.noteKeyUse(ids, new Date(minuteMs));
      } catch (error) {
        for (const id of ids) this.#noted.delete(id);
        this.#options.onFailure?.(error);
        return;
      }
    }
  }
}
