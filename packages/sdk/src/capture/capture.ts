import { mergeAttribution, type Attribution } from "../attribution/attribution.ts";
import type { AttributionScope } from "../attribution/attribution-scope.ts";
import type { CallUsage } from "../call-usage.ts";
import { AnswerWatch } from "./answer-watch.ts";
import type { AnswerFacts, AnswerReader } from "./answer-reader.ts";
import { AWS_EVENT_STREAM, AwsEventStreamAnswer } from "./aws-event-stream-answer.ts";
import { BatchCapture } from "./batch-capture.ts";
import type { BatchMemory } from "./batch-memory.ts";
import type { CallInSight, ResolveAttribution } from "./call-in-sight.ts";
import type { CallGuard } from "../guard/call-guard.ts";
import { readCallRoute, type CallRoute } from "./call-route.ts";
import { CapturedCall, type SeenRequest } from "./captured-call.ts";
import { ErrorAnswer, MessageAnswer } from "./json-answer.ts";
import type { BodyEnd } from "./pass-through.ts";
import { quietRejection } from "../quiet-rejection.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import { StreamAnswer } from "./stream-answer.ts";

/** What capture needs of the client. */
export interface CaptureParts {
  readonly scope: AttributionScope;
  readonly batches: BatchMemory;
  readonly resolve: ResolveAttribution | undefined;
  /** Holds where nothing nearer to the call says otherwise. */
  readonly attribution: Attribution;
  /** Takes the record of an attempt. Must not throw. */
  record(call: CallUsage): void;
  /** Asked before each call; null: nobody is. */
  readonly guard: Pick<CallGuard, "admit"> | null;
  /** Told of each call beside the ledger; null: nobody is. May throw. */
  readonly telemetry: Telemetry | null;
  /** A call could not be read; the caller does not notice. Must not throw. */
  trouble(message: string, cause?: unknown): void;
}

/**
 * Watches calls on their way, for the middleware and the `fetch` alike.
 *
 * Whatever goes wrong in here, the call goes on as if nobody watched: a hook that throws fails a call that is paid for.
 * Nothing is awaited but the call itself, and the guard where there is one.
 */
export class Capture {
  readonly #parts: CaptureParts;
  readonly #batches: BatchCapture;
  readonly #answers: AnswerWatch;

  constructor(parts: CaptureParts) {
    this.#parts = parts;
    this.#answers = new AnswerWatch((error) =>
      parts.trouble("An answer could not be read.", error),
    );
    this.#batches = new BatchCapture(parts, this.#answers);
  }

  /** Records every call that is still being read, as abandoned: for the end of the process. */
  endAll(): void {
    this.#answers.endAll();
  }

  /**
   * Sends a request and watches its answer. What `send` returns or throws is what the caller gets; with a guard, its refusal too.
   *
   * @param see reads the request; called inside, where it may fail.
   * @param attribution what the hook itself was told about its calls.
   */
  async watch(
    see: () => SeenRequest,
    attribution: Attribution,
    send: () => Promise<Response>,
  ): Promise<Response> {
    const outer = this.#parts.scope.capture;
    if (outer !== null) {
      // The second hook of one call (client and request, or middleware and fetch) only adds what it knows.
      outer.attribution = mergeAttribution(outer.attribution, attribution);
      return send();
    }
    const request = this.#safely(see);
    const call = request && this.#safely(() => this.#begin(request, attribution));
    if (request === null || call === null) {
      return send();
    }
    await this.#admit(call, request);
    let response: Response;
    try {
      response = await this.#parts.scope.runCapture(call, send);
    } catch (error) {
      this.#safely(() => this.#noResponse(call, error));
      throw error;
    } finally {
      call.isOver = true;
    }
    return this.#safely(() => this.#answered(call, response)) ?? response;
  }

  /** @throws QuotaExceededError, and nothing else. */
  async #admit(call: CapturedCall, { body }: SeenRequest): Promise<void> {
    const { guard } = this.#parts;
    if (guard === null || call.route.kind !== "message") {
      return;
    }
    const model = call.facts.model ?? call.route.model;
    call.reservationId = await guard.admit({ model, body }, call.attributed);
  }

  #safely<Result>(action: () => Result): Result | null {
    try {
      return action();
    } catch (error) {
      this.#parts.trouble("A call could not be captured.", error);
      return null;
    }
  }

  #begin(request: SeenRequest, attribution: Attribution): CapturedCall | null {
    const route = readCallRoute(request.method, request.url);
    if (route === null) {
      return null;
    }
    const call = new CapturedCall(route, request, this.#parts.attribution);
    const resolved = this.#safely(() => this.#parts.resolve?.(inSight(call))) ?? {};
    quietRejection(resolved, (error) => this.#parts.trouble("`resolve` must not be async.", error));
    call.attribution = [resolved, this.#parts.scope.attribution, attribution].reduce(
      mergeAttribution,
      call.attribution,
    );
    call.span = this.#safely(() => this.#parts.telemetry?.activeSpan()) ?? undefined;
    return call;
  }

  #noResponse(call: CapturedCall, error: unknown): void {
    if (call.route.kind === "message") {
      const errorType = error instanceof Error ? error.name : undefined;
      this.#record(call, { ...NOTHING_ANSWERED, outcome: "no_response", errorType }, null);
    }
  }

  #record(call: CapturedCall, answer: AnswerFacts, response: Response | null): void {
    const usage = call.usage(answer, response);
    this.#parts.record(usage);
    this.#safely(() => this.#parts.telemetry?.observe(usage, call.span));
  }

  #answered(call: CapturedCall, response: Response): Response {
    if (call.route.kind !== "message") {
      return this.#batches.answered(call, response);
    }
    const reader = readerOf(response, call.route);
    return this.#answers.watch(response, {
      chunk: (bytes) => reader.push(bytes),
      end: (end: BodyEnd, error) => {
        this.#record(call, reader.finish(isAbort(error) ? "cancelled" : end), response);
      },
      wantsRest: !response.ok,
    });
  }
}

const NOTHING_ANSWERED = {
  usage: null,
  model: undefined,
  messageId: undefined,
  stopReason: undefined,
  errorType: undefined,
} as const;

/** A caller's abort breaks the connection below us: it reads as an error and is none. */
const isAbort = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";

const inSight = (call: CapturedCall): CallInSight => ({
  kind: kindOf(call.route.kind),
  path: call.route.path,
  model: call.facts.model ?? call.route.model,
  metadataUserId: call.facts.metadataUserId,
  customId: undefined,
});

const kindOf = (kind: CallRoute["kind"]): CallInSight["kind"] => {
  if (kind === "message") {
    return "message";
  }
  return kind === "batch_results" ? "batch_result" : "batch";
};

/** By content type, not by what was asked for: an error to a stream is JSON. */
const readerOf = (response: Response, { path }: CallRoute): AnswerReader => {
  if (!response.ok) {
    return new ErrorAnswer(response.status);
  }
  const contentType = response.headers.get("content-type") ?? "";
  if (contentType.startsWith(AWS_EVENT_STREAM)) {
    return new AwsEventStreamAnswer();
  }
  return contentType.startsWith("text/event-stream")
    ? new StreamAnswer(!path.endsWith("/v1/complete"))
    : new MessageAnswer();
};
