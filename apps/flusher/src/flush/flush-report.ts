import type { Logger } from "pino";
import type { Flushed } from "./flush.ts";

/** Puts the course of the loop into the log: every pass at `debug`; a spell of failures once when it begins and once when it is over. */
export class FlushReport {
  readonly #log: Logger;
  #failureCount = 0;
  #recordCount = 0;

  constructor(log: Logger) {
    this.#log = log;
  }

  flushed(flushed: Flushed): void {
    this.#recordCount += flushed.recordCount;
    if (this.#failureCount > 0) {
      this.#log.info({ failures: this.#failureCount }, "flushing again");
      this.#failureCount = 0;
    }
    if (flushed.entryCount > 0) this.#log.debug(flushed, "flushed");
    if (flushed.deadLetterCount > 0) {
      this.#log.error({ count: flushed.deadLetterCount }, "records were put aside as dead letters");
    }
  }

  failed(error: unknown): void {
    const level = this.#failureCount === 0 ? "warn" : "debug";
    this.#failureCount += 1;
    this.#log[level]({ err: error }, "a pass failed and will be repeated");
  }

  /** What this process did, in all. */
  ended(reason: string): void {
    this.#log.info({ reason, records: this.#recordCount }, "stopped");
  }
}
