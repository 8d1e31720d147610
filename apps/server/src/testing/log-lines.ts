import { Writable } from "node:stream";

/** A destination for a logger that keeps every line. */
export class LogLines extends Writable {
  readonly lines: string[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.lines.push(chunk.toString("utf8"));
    done();
  }

  get text(): string {
    return this.lines.join("");
  }
}
