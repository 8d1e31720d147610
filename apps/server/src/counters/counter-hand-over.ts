import type { TotalsMirror, UnmirroredCells } from "@tokenledger/usage";

const LOOK_MS = 1_000;
const CELLS_PER_CALL = 500;

export interface CounterHandOverOptions {
  readonly cells: UnmirroredCells;
  readonly mirror: TotalsMirror;
}

/**
 * Hands statistics cells that changed past Redis over to its counters, whoever changed them: looks every second, and at once when asked. While either
 * store is away they stay noted in the ledger; a server that is killed leaves them to the next one that looks.
 */
export class CounterHandOver {
  readonly #options: CounterHandOverOptions;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #underWay: Promise<void> | undefined;

  constructor(options: CounterHandOverOptions) {
    this.#options = options;
  }

  start(): void {
    this.#lookLater();
  }

  /** Hands over what is noted, if both stores answer. Never rejects. */
  async now(): Promise<void> {
    this.#underWay ??= this.#handOver().finally(() => {
      this.#underWay = undefined;
    });
    await this.#underWay;
  }

  /** Looks no more: what is noted waits for the next server. Closing twice is no error. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#underWay;
  }

  #lookLater(): void {
    this.#timer = setTimeout(() => {
      void this.#look();
    }, LOOK_MS).unref();
  }

  async #look(): Promise<void> {
    await this.now();
    if (!this.#isClosed) this.#lookLater();
  }

  async #handOver(): Promise<void> {
    const { cells, mirror } = this.#options;
    try {
      let count: number;
      do {
        count = await cells.handOver(mirror, CELLS_PER_CALL);
      } while (count === CELLS_PER_CALL);
    } catch {
      // Nothing is forgotten, and it is tried again in a second; that a store is away is told where its connection is.
    }
  }
}
