import { readJson, readObject, readText, type UncheckedObject } from "../read-json.ts";
import { unfinishedOutcome, type AnswerFacts, type AnswerReader } from "./answer-reader.ts";
import type { BodyEnd } from "./pass-through.ts";

/** Longest JSON answer that is read, in UTF-16 units. The largest answer a model can give is a few megabytes. */
const LENGTH_MAX = 67_108_864;
/** An error type is one word. What is longer, or is prose, may hold somebody's data and is not taken. */
const ERROR_TYPE = /^[a-z][a-z0-9_.-]{0,63}$/iu;

/** The text of a JSON body, collected as it passes. */
export class JsonBody {
  readonly #decoder = new TextDecoder();
  #text = "";

  push(bytes: Uint8Array): void {
    if (this.#text.length <= LENGTH_MAX) {
      this.#text += this.#decoder.decode(bytes, { stream: true });
    }
  }

  /** The body as an object; null where it is cut, too long or something else. */
  read(): UncheckedObject | null {
    return readObject(readJson(this.#text + this.#decoder.decode()));
  }
}

/** `error.type` of an error body; a name of the status where the body is not Anthropic's. The message is never taken: it has carried organization ids. */
export const readErrorType = (body: UncheckedObject | null, status: number): string => {
  const type = readText(readObject(body?.["error"])?.["type"]);
  return type !== undefined && ERROR_TYPE.test(type) ? type : `http_${status}`;
};

/** Reads a message, or a text completion, that was answered whole. */
export class MessageAnswer implements AnswerReader {
  readonly #body = new JsonBody();

  push(bytes: Uint8Array): void {
    this.#body.push(bytes);
  }

  finish(end: BodyEnd): AnswerFacts {
    const message = this.#body.read();
    return {
      // A reader that had all of it and then cancelled has read it.
      outcome: message === null ? unfinishedOutcome(end) : "complete",
      usage: readObject(message?.["usage"]),
      model: readText(message?.["model"]),
      messageId: readText(message?.["id"]),
      stopReason: readText(message?.["stop_reason"]),
      errorType: undefined,
    };
  }
}

/** Reads the body of an error status. Failed calls carry no usage. */
export class ErrorAnswer implements AnswerReader {
  readonly #body = new JsonBody();
  readonly #status: number;

  constructor(status: number) {
    this.#status = status;
  }

  push(bytes: Uint8Array): void {
    this.#body.push(bytes);
  }

  finish(): AnswerFacts {
    return {
      outcome: "error",
      usage: null,
      model: undefined,
      messageId: undefined,
      stopReason: undefined,
      errorType: readErrorType(this.#body.read(), this.#status),
    };
  }
}
