import { closeSync, openSync, writeSync } from "node:fs";
import type { BadLine } from "./checked-records.ts";

/** A line is kept whole up to here, so that it can be mended and imported. */
const TEXT_MAX = 1024 * 1024;

/** Lines that were not imported, as JSON: file, line, reason, text. Made with the first of them; an earlier import's file is replaced. */
export class RejectsFile {
  readonly #path: string;
  #file: number | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  /** Null while nothing was rejected: then there is no file. */
  get path(): string | null {
    return this.#file === null ? null : this.#path;
  }

  add({ file, line, reason, text }: BadLine): void {
    this.#file ??= openSync(this.#path, "w", 0o600);
    const row = { file, line, reason, text: text.slice(0, TEXT_MAX) };
    writeSync(this.#file, `${JSON.stringify(row)}\n`);
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
  }
}
