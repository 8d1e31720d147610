import type { z } from "zod";
import { jsonAnswer, type Answer } from "./answer.ts";
import { errorAnswer } from "./api-error.ts";
import { Batches } from "./batches.ts";
import { makeMessage } from "./make-message.ts";
import { CountRequest, faultOf, MessageRequest } from "./message-request.ts";
import { isKnownModel } from "./model-name.ts";
import { promptTokens } from "./prompt.ts";
import { PromptCache } from "./prompt-cache.ts";
import { RecentCounts } from "./recent-counts.ts";
import { digestOf, seededRandom } from "./seeded-random.ts";
import { streamEvents } from "./stream-events.ts";

/** Chance of each error status per message request, from 0 to 1. Together at most 1. */
export type ErrorRates = Readonly<Partial<Record<400 | 429 | 500 | 529, number>>>;

/** How made-up answers are made. */
export interface FreeAnswersOptions {
  readonly seed: number;
  readonly errorRates: ErrorRates;
  /** What a 429 asks the caller to wait. */
  readonly retryAfterSeconds: number;
  /** How long a batch is in progress. */
  readonly batchDelayMs: number;
  readonly now: () => number;
}

/** A request without its transport. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly requestId: string;
  /** `http://host:port` as the caller wrote it. */
  readonly origin: string;
}

const BODIES_MAX = 10_000;
const BATCH_PATH = /^\/v1\/messages\/batches\/([^/]+?)(\/results)?$/;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Answers any request as Anthropic would. The same seed and the same requests in the same order give the same answers. */
export class FreeAnswers {
  readonly #options: FreeAnswersOptions;
  readonly #cache: PromptCache;
  readonly #batches: Batches;
  readonly #timesSeen = new RecentCounts(BODIES_MAX);

  constructor(options: FreeAnswersOptions) {
    this.#options = options;
    this.#cache = new PromptCache(options.now);
    this.#batches = new Batches(options.now, options.batchDelayMs, (request, seeds) =>
      makeMessage(request, this.#cache, seeds, "batch"),
    );
  }

  answer(request: ApiRequest): Answer {
    const { method, path, requestId } = request;
    switch (`${method} ${path}`) {
      case "POST /v1/messages":
        return this.#message(request);
      case "POST /v1/messages/count_tokens":
        return this.#withBody(CountRequest, request, (body) =>
          jsonAnswer(200, { input_tokens: promptTokens(body) }),
        );
      case "POST /v1/messages/batches":
        return this.#batches.create(parseJson(request.body), requestId, this.#seeds(request));
      default:
        return this.#batch(request);
    }
  }

  #batch({ method, path, requestId, origin }: ApiRequest): Answer {
    const [, id, results] = BATCH_PATH.exec(path) ?? [];
    if (method !== "GET" || id === undefined) {
      return errorAnswer(404, requestId, { message: "Not Found" });
    }
    return results === undefined
      ? this.#batches.retrieve(id, requestId, origin)
      : this.#batches.results(id, requestId);
  }

  #message(request: ApiRequest): Answer {
    return this.#withBody(MessageRequest, request, (body) => {
      const seeds = this.#seeds(request);
      const failure = this.#failure(seeds, request.requestId);
      if (failure !== undefined) {
        return failure;
      }
      const made = makeMessage(body, this.#cache, seeds, "standard");
      if (!body.stream) {
        return jsonAnswer(200, made.message);
      }
      const headers = { "content-type": "text/event-stream; charset=utf-8" };
      return { status: 200, headers, pieces: streamEvents(made) };
    });
  }

  #failure(seeds: readonly (string | number)[], requestId: string): Answer | undefined {
    let drawn = seededRandom("failure", ...seeds)();
    for (const status of [400, 429, 500, 529] as const) {
      drawn -= this.#options.errorRates[status] ?? 0;
      if (drawn < 0) {
        const wait = { "retry-after": String(this.#options.retryAfterSeconds) };
        return errorAnswer(status, requestId, status === 429 ? { headers: wait } : {});
      }
    }
    return undefined;
  }

  #withBody<Body extends { readonly model: string }>(
    schema: z.ZodType<Body>,
    { body, requestId }: ApiRequest,
    answer: (body: Body) => Answer,
  ): Answer {
    const parsed = schema.safeParse(parseJson(body));
    if (!parsed.success) {
      return errorAnswer(400, requestId, { message: faultOf(parsed.error) });
    }
    return isKnownModel(parsed.data.model)
      ? answer(parsed.data)
      : errorAnswer(404, requestId, { message: `model: ${parsed.data.model}` });
  }

  /**
   * Seed, body and how often this body came: the same call made twice gets two answers, in whatever order other calls come.
   * Whether it is streamed makes no difference.
   */
  #seeds(request: ApiRequest): readonly (string | number)[] {
    const body = parseJson(request.body);
    const asked = typeof body === "object" ? { ...body, stream: undefined } : request.body;
    const name = digestOf(JSON.stringify(asked)).toString("hex");
    return [this.#options.seed, name, this.#timesSeen.count(name)];
  }
}
