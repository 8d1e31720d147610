import { mergeAttribution, type Attribution } from "../attribution/attribution.ts";
import type { CaptureInProgress } from "../attribution/attribution-scope.ts";
import type { CallUsage } from "../call-usage.ts";
import type { TelemetrySpan } from "../telemetry/telemetry-options.ts";
import type { AnswerFacts } from "./answer-reader.ts";
import type { CallRoute } from "./call-route.ts";
import { readRequestBody, type RequestFacts } from "./request-body.ts";

/** A request as a hook sees it. */
export interface SeenRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  /** The body as an object where the client has it, else its text. */
  readonly body: unknown;
}

/** One attempt of one call, from its request to the end of its answer. */
export class CapturedCall implements CaptureInProgress {
  readonly route: CallRoute;
  readonly facts: RequestFacts;
  attribution: Attribution;
  isOver = false;
  /** The place that the guard holds for it. */
  reservationId: string | undefined;
  /** The span around the call when it was made. */
  span: TelemetrySpan | undefined;
  readonly #startedAtMs: number;
  readonly #attempt: number;

  constructor(route: CallRoute, request: SeenRequest, attribution: Attribution) {
    this.route = route;
    this.facts = readRequestBody(request.body);
    this.attribution = attribution;
    this.#startedAtMs = performance.now();
    this.#attempt = Number(request.headers.get("x-stainless-retry-count") ?? 0);
  }

  /** Whom the call is for: what was said, and where nobody said a user, the one in the request's metadata. */
  get attributed(): Attribution {
    return mergeAttribution({ user: this.facts.metadataUserId }, this.attribution);
  }

  /** The record of this attempt. */
  usage(answer: AnswerFacts, response: Response | null): CallUsage {
    return {
      ...this.attributed,
      usage: answer.usage,
      requestModel: this.facts.model ?? this.route.model,
      model: answer.model,
      messageId: answer.messageId,
      requestId: header(response, "request-id") ?? header(response, "x-amzn-requestid"),
      workspaceId: header(response, "anthropic-workspace-id"),
      platform: platformOf(answer.messageId, this.route),
      status: response?.status,
      outcome: answer.outcome,
      errorType: answer.errorType,
      stopReason: answer.stopReason,
      attempt: this.#attempt,
      durationMs: performance.now() - this.#startedAtMs,
      reservationId: this.reservationId,
    };
  }
}

const header = (response: Response | null, name: string): string | undefined =>
  response?.headers.get(name) ?? undefined;

/** Behind a gateway the address says nothing, but the id does (51 of 52 Bedrock answers recorded). */
const platformOf = (messageId: string | undefined, route: CallRoute): CallRoute["platform"] => {
  if (messageId?.startsWith("msg_bdrk_") === true) {
    return "bedrock";
  }
  return messageId?.startsWith("msg_vrtx_") === true ? "vertex" : route.platform;
};
