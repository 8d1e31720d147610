import type { ServerClock } from "../server-clock.ts";
import { readCollectAnswer, serverTimeMs, type CollectAnswer } from "./collect-answer.ts";
import type { WaitingRecord } from "./waiting-record.ts";

/** Sends records to the server. The one thing delivery needs of the network. */
export interface Collector {
  /** One collect call. Never throws: a broken connection is an answer too. Ends early, as `away`, when `signal` aborts. */
  send(records: readonly WaitingRecord[], signal: AbortSignal): Promise<CollectAnswer>;
}

/** Where and as whom to collect. */
export interface CollectTarget {
  /** Base address of the server, without `/trpc`. */
  readonly url: string;
  readonly accessKey: string;
  /** A call that takes longer is given up and repeated, in milliseconds. */
  readonly requestMsMax: number;
  /** The `fetch` that carries it. */
  readonly fetch: typeof globalThis.fetch;
}

const COLLECT_PATH = "/trpc/ingest/usage.collectBatch";

/** Bytes of a body around its records: `{"records":[` and `]}`. Each record adds its own and a comma. */
export const ENVELOPE_BYTES = 14;

const errorName = (error: unknown): string => {
  if (!(error instanceof Error)) {
    return "network error";
  }
  const cause: unknown = error.cause;
  if (!(cause instanceof Error)) {
    return error.name;
  }
  return "code" in cause ? String(cause.code) : cause.message;
};

/**
 * The collect call over HTTP, as `@trpc/client` sends it (plain JSON, no transformer), written by hand for two reasons:
 * the records are JSON already (the client would parse nothing and stringify all of it again: 6.3 against 1.1 µs a record),
 * and delivery needs the status, `Retry-After` and `Date` of every answer.
 */
export class CollectCall implements Collector {
  readonly #target: CollectTarget;
  readonly #address: string;
  readonly #clock: ServerClock;

  constructor(target: CollectTarget, clock: ServerClock) {
    this.#target = target;
    this.#address = target.url.replace(/\/+$/u, "") + COLLECT_PATH;
    this.#clock = clock;
  }

  async send(records: readonly WaitingRecord[], signal: AbortSignal): Promise<CollectAnswer> {
    try {
      return await this.#send(records, signal);
    } catch (error) {
      return { kind: "away", reason: errorName(error), retryAfterMs: null };
    }
  }

  async #send(records: readonly WaitingRecord[], signal: AbortSignal): Promise<CollectAnswer> {
    const sentAtMs = this.#clock.localNow();
    const send = this.#target.fetch;
    const response = await send(this.#address, {
      method: "POST",
      headers: {
        authorization: `Bearer ${this.#target.accessKey}`,
        "content-type": "application/json",
      },
      body: `{"records":[${records.map((record) => record.json).join(",")}]}`,
      // A redirect would carry the key to wherever it points, or turn the POST into a GET.
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(this.#target.requestMsMax)]),
    });
    const date = response.headers.get("date");
    const body = await response.text();
    const receivedAtMs = this.#clock.localNow();
    this.#clock.observe(serverTimeMs({ body, date }), sentAtMs, receivedAtMs);
    return readCollectAnswer(
      { status: response.status, retryAfter: response.headers.get("retry-after"), body },
      records.length,
      receivedAtMs,
    );
  }
}
