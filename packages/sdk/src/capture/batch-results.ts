import { readJson, readObject, readText, type UncheckedObject } from "../read-json.ts";
import { readErrorType } from "./json-answer.ts";

/** One line of a batch's results file. */
export interface BatchResult {
  readonly customId: string;
  /** `succeeded`, `errored`, `canceled`, `expired`. */
  readonly type: string;
  /** Of a succeeded result. */
  readonly message: UncheckedObject | null;
  /** Of any other: the error's type, or the result's own. */
  readonly errorType: string | undefined;
}

const readResult = (line: string): BatchResult | null => {
  const row = readObject(readJson(line));
  const result = readObject(row?.["result"]);
  const customId = readText(row?.["custom_id"]);
  const type = readText(result?.["type"]);
  if (customId === undefined || type === undefined) {
    return null;
  }
  const message = type === "succeeded" ? readObject(result?.["message"]) : null;
  return {
    customId,
    type,
    message,
    errorType: message === null ? errorTypeOf(type, result) : undefined,
  };
};

const errorTypeOf = (type: string, result: UncheckedObject | null): string => {
  const error = readErrorType(readObject(result?.["error"]), 0);
  return error === "http_0" ? type : error;
};

/** Reads a batch's results (JSONL) as they pass, one line at a time: a file of 100,000 results is never held whole. */
export class BatchResultsBody {
  readonly #decoder = new TextDecoder();
  readonly #found: (result: BatchResult) => void;
  #line = "";

  constructor(found: (result: BatchResult) => void) {
    this.#found = found;
  }

  push(bytes: Uint8Array): void {
    this.#read(this.#decoder.decode(bytes, { stream: true }));
  }

  /** The last line may lack its line end. One that was cut is not a result. */
  finish(): void {
    this.#read(`${this.#decoder.decode()}\n`);
  }

  #read(text: string): void {
    const lines = text.split("\n");
    lines[0] = this.#line + (lines[0] ?? "");
    this.#line = lines.pop() ?? "";
    for (const line of lines) {
      const result = readResult(line);
      if (result !== null) {
        this.#found(result);
      }
    }
  }
}
