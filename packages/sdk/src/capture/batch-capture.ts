import { derivedEventId } from "@tokenledger/usage/derived-event-id";
import { mergeAttribution, type Attribution } from "../attribution/attribution.ts";
import type { CallUsage } from "../call-usage.ts";
import { quietRejection } from "../quiet-rejection.ts";
import { readObject, readText, type UncheckedObject } from "../read-json.ts";
import type { AnswerWatch } from "./answer-watch.ts";
import type { RememberedBatch } from "./batch-memory.ts";
import { BatchResultsBody, type BatchResult } from "./batch-results.ts";
import type { CaptureParts } from "./capture.ts";
import type { CapturedCall } from "./captured-call.ts";
import { JsonBody } from "./json-answer.ts";

/**
 * Message batches: who made one is remembered when it is made, and each result becomes a record when the results are read.
 *
 * Results can be read again, by anybody, for 29 days: a record's id and everything in it come from the batch alone
 * (its creation time and the message id), so that reading them again sends the very same records, which are counted once.
 */
export class BatchCapture {
  readonly #parts: CaptureParts;
  readonly #watch: AnswerWatch;

  constructor(parts: CaptureParts, watch: AnswerWatch) {
    this.#parts = parts;
    this.#watch = watch;
  }

  answered(call: CapturedCall, response: Response): Response {
    if (!response.ok) {
      return response;
    }
    return call.route.kind === "batch_results"
      ? this.#watchResults(call, response)
      : this.#watchBatch(call, response);
  }

  #watchBatch(call: CapturedCall, response: Response): Response {
    const body = new JsonBody();
    return this.#watch.watch(response, {
      chunk: (bytes) => body.push(bytes),
      end: () => this.#readBatch(call, body.read()),
      wantsRest: false,
    });
  }

  #readBatch(call: CapturedCall, batch: UncheckedObject | null): void {
    const batchId = readText(batch?.["id"]);
    const createTimeMs = Date.parse(readText(batch?.["created_at"]) ?? "");
    if (batchId === undefined || Number.isNaN(createTimeMs)) {
      return;
    }
    if (call.route.kind === "batch_create") {
      const { attribution, facts } = call;
      this.#parts.batches.remember(batchId, { createTimeMs, attribution, users: facts.users });
    } else {
      this.#parts.batches.notice(batchId, createTimeMs);
    }
  }

  #watchResults(call: CapturedCall, response: Response): Response {
    const batchId = call.route.batchId ?? "";
    // Asked for now, so that it is there when the first line has passed; never awaited by the caller.
    const batch = this.#parts.batches.find(batchId);
    const results: BatchResult[] = [];
    const body = new BatchResultsBody((result) => results.push(result));
    const recordAll = (): void => {
      const found = results.splice(0);
      void batch.then((known) => this.#recordResults(call, known, found));
    };
    return this.#watch.watch(response, {
      chunk: (bytes) => {
        body.push(bytes);
        recordAll();
      },
      end: () => {
        body.finish();
        recordAll();
      },
      wantsRest: false,
    });
  }

  #recordResults(
    call: CapturedCall,
    batch: RememberedBatch | null,
    results: readonly BatchResult[],
  ): void {
    if (batch === null) {
      if (results.length > 0) {
        this.#parts.trouble(
          `Results of batch ${call.route.batchId ?? ""} were not recorded: when it was made is not known. Retrieve the batch with this client first.`,
        );
      }
      return;
    }
    for (const result of results) {
      this.#parts.record(this.#usage(call, batch, result));
    }
  }

  #usage(call: CapturedCall, batch: RememberedBatch, result: BatchResult): CallUsage {
    const { message } = result;
    const messageId = readText(message?.["id"]);
    const name = messageId ?? `${call.route.batchId ?? ""}/${result.customId}`;
    return {
      ...this.#attribution(call, batch, result),
      eventId: derivedEventId(batch.createTimeMs, name),
      usage: readObject(message?.["usage"]),
      model: readText(message?.["model"]),
      messageId,
      platform: call.route.platform,
      outcome: message === null ? "error" : "complete",
      errorType: result.errorType,
      stopReason: readText(message?.["stop_reason"]),
    };
  }

  /** Nothing of the download's own surroundings: another download would say something else under the same id. */
  #attribution(call: CapturedCall, batch: RememberedBatch, result: BatchResult): Attribution {
    const resolved = this.#resolve(call, result);
    const inherited = mergeAttribution(this.#parts.attribution, batch.attribution);
    return mergeAttribution(
      { user: batch.users.get(result.customId) },
      mergeAttribution(inherited, resolved),
    );
  }

  #resolve(call: CapturedCall, result: BatchResult): Attribution {
    const model = readText(result.message?.["model"]);
    const { path } = call.route;
    try {
      const { resolve } = this.#parts;
      const { customId } = result;
      const resolved =
        resolve?.({ kind: "batch_result", path, model, metadataUserId: undefined, customId }) ?? {};
      quietRejection(resolved, (error) =>
        this.#parts.trouble("`resolve` must not be async.", error),
      );
      return resolved;
    } catch (error) {
      this.#parts.trouble("`resolve` threw.", error);
      return {};
    }
  }
}
