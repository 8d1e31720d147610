import { jsonAnswer, type Answer } from "./answer.ts";
import { errorAnswer } from "./api-error.ts";
import { BatchRequest, faultOf, MessageRequest } from "./message-request.ts";
import type { MadeMessage } from "./make-message.ts";
import { anthropicId } from "./seeded-random.ts";

/** Answers one request of a batch. The seeds differ from request to request. */
export type BatchWorker = (
  request: MessageRequest,
  seeds: readonly (string | number)[],
) => MadeMessage;

interface Batch {
  readonly id: string;
  readonly createdMs: number;
  readonly endsMs: number;
  readonly rows: readonly { readonly succeeded: boolean; readonly line: string }[];
}

const BATCHES_MAX = 200;
const DAY_MS = 86_400_000;

const time = (epochMs: number): string => new Date(epochMs).toISOString();

/**
 * Message batches: in progress when created, ended when asked after `delayMs`. Results are made once, so that a file downloaded twice is the same.
 * Keeps the newest 200 batches.
 */
export class Batches {
  readonly #now: () => number;
  readonly #delayMs: number;
  readonly #worker: BatchWorker;
  readonly #batches = new Map<string, Batch>();

  constructor(now: () => number, delayMs: number, worker: BatchWorker) {
    this.#now = now;
    this.#delayMs = delayMs;
    this.#worker = worker;
  }

  create(body: unknown, requestId: string, seeds: readonly (string | number)[]): Answer {
    const parsed = BatchRequest.safeParse(body);
    if (!parsed.success) {
      return errorAnswer(400, requestId, { message: faultOf(parsed.error) });
    }
    const rows = parsed.data.requests.map(({ custom_id: customId, params }) =>
      this.#row(customId, params, [...seeds, customId]),
    );
    const createdMs = this.#now();
    const id = anthropicId("msgbatch", ...seeds);
    const batch = { id, createdMs, endsMs: createdMs + this.#delayMs, rows };
    this.#batches.set(id, batch);
    const [oldest] = this.#batches.keys();
    if (this.#batches.size > BATCHES_MAX && oldest !== undefined) {
      this.#batches.delete(oldest);
    }
    return jsonAnswer(200, this.#view(batch, false, ""));
  }

  retrieve(id: string, requestId: string, origin: string): Answer {
    const batch = this.#batches.get(id);
    return batch === undefined
      ? errorAnswer(404, requestId, { message: `batch: ${id}` })
      : jsonAnswer(200, this.#view(batch, this.#now() >= batch.endsMs, origin));
  }

  results(id: string, requestId: string): Answer {
    const batch = this.#batches.get(id);
    if (batch === undefined || this.#now() < batch.endsMs) {
      return errorAnswer(404, requestId, { message: `results of batch: ${id}` });
    }
    const headers = { "content-type": "application/x-jsonl" };
    return { status: 200, headers, pieces: batch.rows.map(({ line }) => line) };
  }

  #row(customId: string, params: unknown, seeds: readonly (string | number)[]): Batch["rows"][0] {
    const parsed = MessageRequest.safeParse(params);
    const result = parsed.success
      ? { type: "succeeded", message: this.#worker(parsed.data, seeds).message }
      : {
          type: "errored",
          error: {
            type: "error",
            error: { type: "invalid_request_error", message: faultOf(parsed.error) },
          },
        };
    const line = `${JSON.stringify({ custom_id: customId, result })}\n`;
    return { succeeded: parsed.success, line };
  }

  #view(batch: Batch, ended: boolean, origin: string): Readonly<Record<string, unknown>> {
    const total = batch.rows.length;
    const succeeded = batch.rows.filter((row) => row.succeeded).length;
    return {
      id: batch.id,
      type: "message_batch",
      processing_status: ended ? "ended" : "in_progress",
      request_counts: {
        processing: ended ? 0 : total,
        succeeded: ended ? succeeded : 0,
        errored: ended ? total - succeeded : 0,
        canceled: 0,
        expired: 0,
      },
      ended_at: ended ? time(batch.endsMs) : null,
      created_at: time(batch.createdMs),
      expires_at: time(batch.createdMs + DAY_MS),
      archived_at: null,
      cancel_initiated_at: null,
      results_url: ended ? `${origin}/v1/messages/batches/${batch.id}/results` : null,
    };
  }
}
