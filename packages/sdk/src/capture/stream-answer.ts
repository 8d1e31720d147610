import { StreamUsage, type StreamUsageResult } from "@tokenledger/usage/stream-usage";
import type { CallOutcome } from "../call-usage.ts";
import { unfinishedOutcome, type AnswerFacts, type AnswerReader } from "./answer-reader.ts";
import type { BodyEnd } from "./pass-through.ts";

/** Reads a streamed message (server-sent events). */
export class StreamAnswer implements AnswerReader {
  readonly #stream = new StreamUsage();
  readonly #hasStop: boolean;

  /** @param hasStop false for text completions: their streams end without a `message_stop`, and well all the same. */
  constructor(hasStop: boolean) {
    this.#hasStop = hasStop;
  }

  push(bytes: Uint8Array): void {
    this.#stream.push(bytes);
  }

  finish(end: BodyEnd): AnswerFacts {
    this.#stream.end();
    const { result } = this.#stream;
    return {
      outcome: this.#outcome(end, result),
      usage: result.usage,
      model: result.model ?? undefined,
      messageId: result.messageId ?? undefined,
      stopReason: result.stopReason ?? undefined,
      errorType: result.errorType ?? undefined,
    };
  }

  /** An orderly end says nothing: a stream cut cleanly raises no error anywhere, only `message_stop` tells (`create({ stream: true })`, SDK 1.12.0). */
  #outcome(end: BodyEnd, { errorType, sawStop }: StreamUsageResult): CallOutcome {
    if (errorType !== null) {
      return "stream_error";
    }
    if (sawStop || (end === "read" && !this.#hasStop)) {
      return "complete";
    }
    return unfinishedOutcome(end);
  }
}
