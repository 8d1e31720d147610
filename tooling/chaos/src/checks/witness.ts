import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { mintEventId } from "@tokenledger/usage/event-id";
import { collectBatch } from "./collect-batch.ts";

const BATCH_SIZE = 10;
const PAUSE_MS = 40;
const CALL_MS_MAX = 3_000;
const RANDOM_BYTES = 10;

/** Records of one input token each, so that requests and input tokens of its key are the same number. */
const makeBatch = (): readonly object[] =>
  Array.from({ length: BATCH_SIZE }, () => ({
    eventId: mintEventId(Date.now(), randomBytes(RANDOM_BYTES)),
    usage: { input_tokens: 1, output_tokens: 0 },
  }));

/**
 * A sender inside the harness that knows at every moment how many of its records were answered for, which the SDK's user does not.
 * It asks the servers themselves, in turn, and sends a batch until it is answered.
 */
export class Witness {
  readonly #urls: readonly string[];
  readonly #token: string;
  readonly #stopping = new AbortController();
  readonly #givingUp = new AbortController();
  #ackedCount = 0;
  #callCount = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(urls: readonly string[], token: string) {
    this.#urls = urls;
    this.#token = token;
  }

  /** Records answered `accepted` or `duplicate`. */
  get ackedCount(): number {
    return this.#ackedCount;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Sends its last batch until that is answered, or the time is up: the batch may be counted or not then. @returns what is wrong. */
  async finish(waitMsMax: number): Promise<readonly string[]> {
    this.#stopping.abort();
    const late = setTimeout(() => this.#givingUp.abort(), waitMsMax);
    await this.#running;
    clearTimeout(late);
    return this.#givingUp.signal.aborted ? ["the witness got no answer"] : [];
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const batch = makeBatch();
      while (!(await this.#send(batch))) {
        if (this.#givingUp.signal.aborted) return;
        await delay(PAUSE_MS);
      }
      this.#ackedCount += BATCH_SIZE;
      await delay(PAUSE_MS);
    }
  }

  async #send(records: readonly object[]): Promise<boolean> {
    const url = this.#urls[this.#callCount % this.#urls.length] ?? "";
    this.#callCount += 1;
    return collectBatch(url, this.#token, records, CALL_MS_MAX);
  }
}
