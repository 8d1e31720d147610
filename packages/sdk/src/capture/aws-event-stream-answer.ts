import { readJson, readObject, readText } from "../read-json.ts";
import type { AnswerFacts, AnswerReader } from "./answer-reader.ts";
import type { BodyEnd } from "./pass-through.ts";
import { StreamAnswer } from "./stream-answer.ts";

/** Content type of Bedrock's streams on the wire. */
export const AWS_EVENT_STREAM = "application/vnd.amazon.eventstream";

/** Length of the whole frame, length of its headers, checksum of both: 4 bytes each. */
const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;
/** Frames carry one event of a stream; the largest are results of tools. What is longer is no such stream. */
const FRAME_BYTES_MAX = 16_777_216;

/**
 * Reads a streamed message as Bedrock puts it on the wire: frames of AWS' event stream, each with one event of the Messages API in base64.
 * Only a `fetch` sees these; in the middleware Bedrock's own client has turned them into server-sent events.
 *
 * Checksums are not verified: the caller's client does, and fails the call where they are wrong.
 */
export class AwsEventStreamAnswer implements AnswerReader {
  readonly #events = new StreamAnswer(true);
  #waiting = Buffer.alloc(0);
  #isUnreadable = false;

  push(bytes: Uint8Array): void {
    if (this.#isUnreadable) {
      return;
    }
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    while (this.#waiting.length >= PRELUDE_BYTES) {
      const length = this.#waiting.readUInt32BE(0);
      if (length < PRELUDE_BYTES + CHECKSUM_BYTES || length > FRAME_BYTES_MAX) {
        this.#isUnreadable = true;
        return;
      }
      if (this.#waiting.length < length) {
        return;
      }
      this.#readFrame(this.#waiting.subarray(0, length));
      this.#waiting = this.#waiting.subarray(length);
    }
  }

  finish(end: BodyEnd): AnswerFacts {
    return this.#events.finish(end);
  }

  #readFrame(frame: Buffer): void {
    const start = PRELUDE_BYTES + frame.readUInt32BE(4);
    const payload = readObject(
      readJson(frame.toString("utf8", start, frame.length - CHECKSUM_BYTES)),
    );
    const event = Buffer.from(readText(payload?.["bytes"]) ?? "", "base64").toString("utf8");
    // One line: JSON has no line ends outside its texts, and there they are escaped.
    this.#events.push(Buffer.from(`data: ${event}\n\n`));
  }
}
