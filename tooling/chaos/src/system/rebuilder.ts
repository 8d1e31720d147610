import { setTimeout as delay } from "node:timers/promises";
import type { Ledger } from "@tokenledger/ledger";
import { startRebuild } from "./start-rebuild.ts";

const EVERY_MS = 1_500;
const JOBS_MAX = 10_000;

/**
 * Has the sums of yesterday and today rebuilt again and again while records come and everything fails.
 * One at a time: on a busy machine they would pile up. Nothing is ever wrong with them, so whatever a rebuild finds was made by one, or by a commit.
 */
export class Rebuilder {
  readonly #ledger: Pick<Ledger, "aggregates">;
  readonly #stopping = new AbortController();
  #jobId: string | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(ledger: Pick<Ledger, "aggregates">) {
    this.#ledger = ledger;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Asks for no more. @returns what the rebuilds that ran found to be wrong. */
  async finish(): Promise<readonly string[]> {
    this.#stopping.abort();
    await this.#running;
    const jobs = await this.#ledger.aggregates.list(JOBS_MAX);
    return jobs
      .filter(({ differenceCount, error }) => differenceCount > 0 || error !== null)
      .map(
        ({ differenceCount, error, id }) =>
          `rebuild ${id} found ${differenceCount} sums to be wrong${error === null ? "" : `: ${error}`}`,
      );
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      // PostgreSQL may be away: the next is asked for all the same.
      await this.#ask().catch(() => undefined);
      await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #ask(): Promise<void> {
    const last = this.#jobId === null ? null : await this.#ledger.aggregates.get(this.#jobId);
    if (last?.state === "queued" || last?.state === "running") return;
    this.#jobId = await startRebuild(this.#ledger, "while records come");
  }
}
