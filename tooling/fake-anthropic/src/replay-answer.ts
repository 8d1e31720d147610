import { jsonAnswer, type Answer } from "./answer.ts";
import { errorAnswer } from "./api-error.ts";
import type { Exchange } from "./exchange.ts";
import type { ApiRequest } from "./free-answers.ts";

const KEPT_HEADERS = /^(content-type|request-id|x-should-retry|anthropic-|x-amzn-)/;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  stream: "text/event-stream; charset=utf-8",
  bedrock_stream: "text/event-stream; charset=utf-8",
  completion_stream: "text/event-stream; charset=utf-8",
  batch_results: "application/x-jsonl",
};

const BATCH_ID = "msgbatch_01replay";

/**
 * An exchange as an answer. Waits asked for by a recorded error are cut to 5 ms, so that a retry costs no test its time.
 * Batch results are two requests to a client: the first is answered with an ended batch that points here.
 */
export const replayAnswer = (exchange: Exchange, request: ApiRequest): Answer => {
  if (exchange.kind === "batch_results" && !request.path.endsWith("/results")) {
    return jsonAnswer(200, {
      id: BATCH_ID,
      type: "message_batch",
      processing_status: "ended",
      request_counts: { processing: 0, succeeded: 1, errored: 0, canceled: 0, expired: 0 },
      results_url: `${request.origin}/v1/messages/batches/${BATCH_ID}/results`,
    });
  }
  const kept = Object.entries(exchange.headers).filter(
    ([name, value]) => KEPT_HEADERS.test(name) && !value.startsWith("<"),
  );
  const headers = {
    "content-type": CONTENT_TYPES[exchange.kind] ?? "application/json",
    "request-id": request.requestId,
    ...Object.fromEntries(kept),
    ...(exchange.status >= 400 ? { "retry-after-ms": "5" } : {}),
  };
  const streamed = CONTENT_TYPES[exchange.kind];
  return {
    status: exchange.status,
    headers: streamed === undefined ? headers : { ...headers, "content-type": streamed },
    pieces: [exchange.body],
  };
};

/** The answer of an attempt that `fail=` makes fail. */
export const failedAttempt = (status: number, requestId: string): Answer =>
  errorAnswer(status, requestId, { headers: { "retry-after-ms": "5" } });
