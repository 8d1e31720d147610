import { appendFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Rejection } from "../rejection.ts";

/** Largest rejected file, in bytes. What is refused after that is counted and told, not kept. */
const BYTES_MAX = 4_194_304;

/** Keeps refused records where somebody can look at them: `rejected.ndjson`, a line of JSON each, in the spool's folder. */
export class RejectedFile {
  readonly #path: string;

  constructor(folder: string) {
    this.#path = path.join(folder, "rejected.ndjson");
  }

  /** Adds a record, while there is room and the disk takes it. Never throws. */
  add(rejection: Rejection): void {
    try {
      const size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
      if (size < BYTES_MAX) {
        appendFileSync(this.#path, `${JSON.stringify(rejection)}\n`, { mode: 0o600 });
      }
    } catch {
      // It is counted, and `onReject` has it.
    }
  }
}
