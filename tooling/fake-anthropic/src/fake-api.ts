import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { analyticsAnswer } from "./analytics-answer.ts";
import type { Answer } from "./answer.ts";
import { errorAnswer } from "./api-error.ts";
import type { Exchange } from "./exchange.ts";
import { FreeAnswers, type ApiRequest } from "./free-answers.ts";
import { failedAttempt, replayAnswer } from "./replay-answer.ts";
import { RecentCounts } from "./recent-counts.ts";
import { readReplayMode, type ReplayMode } from "./replay-mode.ts";
import { SeenRequests, type Note } from "./seen-request.ts";
import { anthropicId } from "./seeded-random.ts";
import { sendBody } from "./send-body.ts";
import type { Settings } from "./settings.ts";
import { wireBody } from "./wire-body.ts";

const REQUESTS_MAX = 1000;
const BODY_BYTES_MAX = 32 * 1024 * 1024;
const ATTEMPT_KEYS_MAX = 10_000;
const ADMIN_KEY_PREFIX = "sk-ant-admin";
/** Only on answers, as the API does since August 2026. */
const WORKSPACE_ID = "wrkspc_01TokenledgerFakeWorkspace";

const headerOf = (request: IncomingMessage, name: string): string | null =>
  request.headersDistinct[name]?.[0] ?? null;

/** Reads a body whole. A longer one than the API takes gives null. */
const readBody = async (request: IncomingMessage): Promise<string | null> => {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of request) {
    const bytes = z.instanceof(Buffer).parse(chunk);
    byteCount += bytes.length;
    if (byteCount <= BODY_BYTES_MAX) {
      chunks.push(bytes);
    }
  }
  return byteCount <= BODY_BYTES_MAX ? Buffer.concat(chunks).toString("utf8") : null;
};

const isAuthenticated = (request: IncomingMessage): boolean =>
  headerOf(request, "x-api-key") !== null || headerOf(request, "authorization") !== null;

/** The API takes a key in either header; SDK 1.12.0 sends it as a bearer token. */
const keyOf = (request: IncomingMessage): string =>
  headerOf(request, "x-api-key") ??
  headerOf(request, "authorization")?.replace("Bearer ", "") ??
  "";

interface Chosen {
  readonly answer: Answer;
  readonly mode: ReplayMode;
  /** Made up, so that latency and gaps apply. */
  readonly free: boolean;
}

const unspoilt = (answer: Answer): Chosen => ({ answer, mode: {}, free: false });

/** The API behind the port: picks an answer for a request, and sends it as well or badly as was asked. */
export class FakeApi {
  readonly seen = new SeenRequests(REQUESTS_MAX);
  readonly #settings: Settings;
  readonly #free: FreeAnswers;
  readonly #exchanges: ReadonlyMap<string, Exchange>;
  readonly #attempts = new RecentCounts(ATTEMPT_KEYS_MAX);
  #requestCount = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#free = new FreeAnswers(settings);
    this.#exchanges = new Map(
      settings.exchanges.flatMap((exchange) =>
        [exchange.id, exchange.name].flatMap((key): [string, Exchange][] =>
          key === undefined ? [] : [[key, exchange]],
        ),
      ),
    );
  }

  /** Answers one request. Settles when nothing more will be written; a caller that goes away is no error. */
  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(incoming);
    this.#requestCount += 1;
    const { pathname } = new URL(incoming.url ?? "/", "http://localhost");
    const request: ApiRequest = {
      method: incoming.method ?? "GET",
      path: pathname,
      body: body ?? "",
      requestId: anthropicId("req", this.#settings.seed, this.#requestCount),
      origin: `http://${headerOf(incoming, "host") ?? "localhost"}`,
    };
    const attempt = this.#attempts.count(
      headerOf(incoming, "x-replay-key") ?? `body ${request.body}`,
    );
    const note = this.seen.add({
      method: request.method,
      path: incoming.url ?? "/",
      headers: incoming.headers,
      body: request.body,
      replay: headerOf(incoming, "x-replay"),
      attempt,
      status: 0,
      bytesSent: 0,
      closedEarly: false,
      done: false,
    });
    const chosen =
      body === null
        ? unspoilt(errorAnswer(413, request.requestId))
        : this.#choose(incoming, request, attempt);
    await this.#send(response, chosen, request.requestId, note);
  }

  #choose(incoming: IncomingMessage, request: ApiRequest, attempt: number): Chosen {
    const { requestId } = request;
    const mode = readReplayMode(headerOf(incoming, "x-replay-mode") ?? "");
    if (!mode.success) {
      return unspoilt(errorAnswer(400, requestId, { message: z.prettifyError(mode.error) }));
    }
    const { fail } = mode.data;
    if (fail !== undefined && attempt <= fail.times) {
      return unspoilt(failedAttempt(fail.status, requestId));
    }
    const replay = headerOf(incoming, "x-replay");
    if (replay !== null) {
      const exchange = this.#exchanges.get(replay);
      return exchange === undefined
        ? unspoilt(errorAnswer(404, requestId, { message: `no exchange ${replay}` }))
        : { answer: replayAnswer(exchange, request), mode: mode.data, free: false };
    }
    if (!isAuthenticated(incoming)) {
      return unspoilt(errorAnswer(401, requestId, { message: "x-api-key header is required" }));
    }
    const report = this.#report(incoming, requestId);
    return report === null
      ? { answer: this.#free.answer(request), mode: mode.data, free: true }
      : unspoilt(report);
  }

  /** The organization's reports are for admin keys; null for any other path. */
  #report(incoming: IncomingMessage, requestId: string): Answer | null {
    const url = new URL(incoming.url ?? "/", "http://localhost");
    const report = analyticsAnswer(url, this.#settings, requestId);
    if (report === null) return null;
    if (!keyOf(incoming).startsWith(ADMIN_KEY_PREFIX)) {
      return errorAnswer(401, requestId, { message: "invalid x-api-key" });
    }
    const failure = this.#settings.reportFailures.shift();
    return failure === undefined
      ? report
      : errorAnswer(failure, requestId, { headers: { "retry-after": "0" } });
  }

  async #send(
    response: ServerResponse,
    { answer, mode, free }: Chosen,
    requestId: string,
    note: Note,
  ): Promise<void> {
    const body = wireBody(answer, mode);
    let wholeBodySent = false;
    response.on("close", () => {
      const cutByUs = body.breaksOff && wholeBodySent;
      note({ closedEarly: !response.writableFinished && !cutByUs, done: true });
    });
    if (free && this.#settings.latencyMs > 0) {
      await pause(this.#settings.latencyMs);
    }
    if (response.destroyed) {
      return;
    }
    response.writeHead(answer.status, {
      "request-id": requestId,
      ...(answer.status === 200 ? { "anthropic-workspace-id": WORKSPACE_ID } : {}),
      ...answer.headers,
      ...(mode.gzip === undefined ? {} : { "content-encoding": "gzip" }),
    });
    note({ status: answer.status });
    let bytesSent = 0;
    await sendBody(response, {
      body,
      pauseMs: mode.pause ?? (free ? this.#settings.eventGapMs : 0),
      oneByOne: mode.chunk !== undefined,
      onBytes: (byteCount) => {
        bytesSent += byteCount;
        note({ bytesSent });
      },
      onWhole: () => {
        wholeBodySent = true;
      },
    });
  }
}
