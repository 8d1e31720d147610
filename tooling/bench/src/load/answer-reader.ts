const HEAD_END = "\r\n\r\n";
const CHUNKED_END = "0\r\n\r\n";
const LENGTH = /content-length: *(\d+)/i;
const CHUNKED = /transfer-encoding: *chunked/i;
const STATUS = /^HTTP\/1\.1 (\d{3})/;

/** An answer of one call on a connection that waits for each. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** Puts the answer to one call together from what the socket brings. Knows what servers of this benchmark send, and no more. */
export class AnswerReader {
  #bytes: Buffer = Buffer.alloc(0);

  /** @returns the answer once it is whole. @throws Error for one that it cannot read. */
  push(chunk: Buffer): HttpAnswer | undefined {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    const headEnd = this.#bytes.indexOf(HEAD_END);
    if (headEnd < 0) return undefined;
    const head = this.#bytes.toString("latin1", 0, headEnd);
    const bodyStart = headEnd + HEAD_END.length;
    if (!this.#isWhole(head, bodyStart)) return undefined;
    const answer = {
      status: Number(STATUS.exec(head)?.[1]),
      body: this.#bytes.toString("utf8", bodyStart),
    };
    this.#bytes = Buffer.alloc(0);
    return answer;
  }

  #isWhole(head: string, bodyStart: number): boolean {
    const length = LENGTH.exec(head)?.[1];
    if (length !== undefined) return this.#bytes.length >= bodyStart + Number(length);
    if (!CHUNKED.test(head)) throw new Error(`An answer of unknown length: ${head}`);
    return (
      this.#bytes.toString(
        "latin1",
        Math.max(bodyStart, this.#bytes.length - CHUNKED_END.length),
      ) === CHUNKED_END
    );
  }
}
