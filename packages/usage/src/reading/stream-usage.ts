import type { Json, JsonObject } from "../json.ts";
import { SseEvents } from "./sse-events.ts";

/** What a stream of the Messages API has told so far. */
export interface StreamUsageResult {
  /** Anthropic's usage, corrected by every `message_delta`; null when nothing told any. */
  readonly usage: JsonObject | null;
  /** The model that answers; after a `fallback` block, the one it names. */
  readonly model: string | null;
  readonly messageId: string | null;
  readonly stopReason: string | null;
  /** `error.type` of an `error` event; null while there was none. The message is not taken: it has carried organization ids. */
  readonly errorType: string | null;
  /** `message_start` came. Without it nothing is known of the input. */
  readonly sawStart: boolean;
  /** A `message_delta` came. Without it the output is a placeholder of `message_start`. */
  readonly sawDelta: boolean;
  /** `message_stop` came: the stream ended well. */
  readonly sawStop: boolean;
  /** Events that would have mattered and could not be read (not JSON, or over 1 MiB). */
  readonly unreadableEventCount: number;
}

const DATA_BYTES_MAX = 1_048_576;
/** One word, as all documented types are. Anything else may be prose, and hold somebody's data. */
const ERROR_TYPE = /^[a-z][a-z0-9_.-]{0,63}$/iu;
const UNKNOWN_ERROR = "unknown_error";
/** The bulk of a stream: never of interest, so never buffered nor parsed. */
const passedOver: ReadonlySet<string> = new Set([
  "content_block_delta",
  "content_block_stop",
  "ping",
  "completion",
]);
const TYPE_FIRST = /^\s*\{\s*"type"\s*:\s*"([^"]*)"/u;
/** A block other than `fallback` starts; results of server tools arrive whole here, hundreds of kilobytes of them. */
const OTHER_BLOCK =
  /^\s*\{\s*"type"\s*:\s*"content_block_start"\s*,\s*"index"\s*:\s*\d+\s*,\s*"content_block"\s*:\s*\{\s*"type"\s*:\s*"(?!fallback")/u;

const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const readObject = (value: Json | undefined): JsonObject | null =>
  isJsonObject(value) ? value : null;

const readText = (value: Json | undefined): string | null =>
  typeof value === "string" && value !== "" ? value : null;

const parseObject = (text: string): JsonObject | null => {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
};

/**
 * Reads the usage of a stream of the Messages API as its bytes pass, in any pieces.
 *
 * The rule: usage of the first `message_start`; then every value of a `message_delta` that is not null replaces the earlier one, nested
 * objects whole. Never added (they are totals of the message), never the larger of two: a compaction corrects downward, web search
 * upward (of 295 recorded streams adding is wrong on 282, the maximum on 4). The same rule as the SDK's own tracing
 * (@anthropic-ai/sdk 1.12.0, src/lib/internal/tracing/streaming.ts). A delta said twice changes nothing; a missing or null value keeps.
 *
 * Never throws, whatever comes. Holds at most 1 MiB, and parses only the few events that matter.
 * Bytes after `end` are ignored; ending twice is no error.
 */
export class StreamUsage {
  readonly #events = new SseEvents({
    dataBytesMax: DATA_BYTES_MAX,
    wants: (event, head) =>
      !passedOver.has(event) &&
      !passedOver.has(TYPE_FIRST.exec(head)?.[1] ?? "") &&
      !OTHER_BLOCK.test(head),
    onData: (data) => {
      this.#read(data);
    },
    onOverlong: () => {
      this.#unreadableEventCount += 1;
    },
  });
  /** A map, so that a key such as `__proto__` is a key like any other. */
  #usage: Map<string, Json> | null = null;
  #model: string | null = null;
  #messageId: string | null = null;
  #stopReason: string | null = null;
  #errorType: string | null = null;
  #sawStart = false;
  #sawDelta = false;
  #sawStop = false;
  #hasEnded = false;
  #unreadableEventCount = 0;

  /** Reads on. The bytes are only looked at. */
  push(bytes: Uint8Array): void {
    if (!this.#hasEnded) this.#events.push(bytes);
  }

  /** The stream is over, well or not: a last event without its blank line is read too, when it is whole. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#events.end();
  }

  /** What is known by now; at any time. */
  get result(): StreamUsageResult {
    return {
      usage: this.#usage === null ? null : Object.fromEntries(this.#usage),
      model: this.#model,
      messageId: this.#messageId,
      stopReason: this.#stopReason,
      errorType: this.#errorType,
      sawStart: this.#sawStart,
      sawDelta: this.#sawDelta,
      sawStop: this.#sawStop,
      unreadableEventCount: this.#unreadableEventCount,
    };
  }

  #read(data: string): void {
    const event = parseObject(data);
    if (event === null) {
      // What the end of the stream cut is no fault of the sender.
      if (!this.#hasEnded) this.#unreadableEventCount += 1;
      return;
    }
    switch (readText(event["type"]) ?? "") {
      case "message_start":
        this.#start(readObject(event["message"]));
        break;
      case "content_block_start":
        this.#switchModel(readObject(event["content_block"]));
        break;
      case "message_delta":
        this.#correct(readObject(event["usage"]), readObject(event["delta"]));
        break;
      case "message_stop":
        this.#sawStop = true;
        break;
      case "error":
        this.#fail(readText(readObject(event["error"])?.["type"]));
        break;
      default:
    }
  }

  /** Only the first counts: a second one in a stream is a fault of whoever spliced it. */
  #start(message: JsonObject | null): void {
    if (this.#sawStart || message === null) return;
    this.#sawStart = true;
    this.#messageId = readText(message["id"]);
    this.#model = readText(message["model"]);
    const usage = readObject(message["usage"]);
    if (usage !== null) this.#usage ??= new Map(Object.entries(usage));
  }

  #correct(usage: JsonObject | null, delta: JsonObject | null): void {
    this.#sawDelta = true;
    this.#stopReason = readText(delta?.["stop_reason"]) ?? this.#stopReason;
    if (usage === null) return;
    this.#usage ??= new Map();
    for (const [key, value] of Object.entries(usage)) {
      if (value !== null) this.#usage.set(key, value);
    }
  }

  #switchModel(block: JsonObject | null): void {
    if (block?.["type"] !== "fallback") return;
    this.#model = readText(readObject(block["to"])?.["model"]) ?? this.#model;
  }

  #fail(type: string | null): void {
    this.#errorType ??= type !== null && ERROR_TYPE.test(type) ? type : UNKNOWN_ERROR;
  }
}
