import { openSync, writeSync } from "node:fs";
import type { TruthLine } from "./truth-line.ts";

/**
 * What a producer records, written down by itself and not by what is tested.
 *
 * A line is written before `record()` is called and ended when it has returned. So a line that is ended was recorded and must be counted,
 * and the one that a kill left open, the last, may be counted or not. The page cache keeps it all from SIGKILL.
 */
export class TruthLog {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, "ax");
  }

  /** Calls `record` between the beginning and the end of the line. */
  around(line: TruthLine, record: () => void): void {
    writeSync(this.#file, JSON.stringify(line));
    record();
    writeSync(this.#file, "\n");
  }
}
