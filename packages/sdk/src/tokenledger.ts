import { mergeAttribution, type Attribution } from "./attribution/attribution.ts";
import { AttributionScope } from "./attribution/attribution-scope.ts";
import type { CallUsage } from "./call-usage.ts";
import { anthropicMiddleware } from "./capture/anthropic-middleware.ts";
import { BatchMemory } from "./capture/batch-memory.ts";
import { Capture } from "./capture/capture.ts";
import { capturingFetch } from "./capture/capturing-fetch.ts";
import type { AnthropicMiddleware } from "./capture/middleware-shape.ts";
import { ClientEvents, warnOnce } from "./client-events.ts";
import { readSettings, type ClientSettings } from "./client-settings.ts";
import { readEnvironment } from "./config.ts";
import { addExitHook } from "./exit-hooks.ts";
import { CallGuard } from "./guard/call-guard.ts";
import type { Health } from "./health.ts";
import { RecordPath } from "./record-path.ts";
import { BatchFiles } from "./spool/batch-files.ts";
import { spoolFolder } from "./spool/spool-folder.ts";
import { Telemetry } from "./telemetry/telemetry.ts";
import type { TokenledgerOptions } from "./tokenledger-options.ts";

/** How long `close()` delivers when it is not told, in milliseconds. */
const CLOSE_MS_MAX = 5_000;
/** How long a call waits for the guard when nobody says, in milliseconds. */
const GUARD_MS_MAX = 500;

const DISABLED: Health = {
  state: "disabled",
  trouble: null,
  spool: "memory",
  spoolBytes: 0,
  memoryCount: 0,
  memoryBytes: 0,
  damagedLineCount: 0,
  clockOffsetMs: 0,
  uncapturedCount: 0,
  refusedCount: 0,
  unguardedCount: 0,
  recordedCount: 0,
  adoptedCount: 0,
  acceptedCount: 0,
  duplicateCount: 0,
  rejectedCount: 0,
  droppedCount: 0,
  waitingCount: 0,
};

/**
 * Records the token usage of Anthropic calls and delivers it to a Tokenledger server.
 *
 * One a process is enough. It never throws into the application, never waits in a call's way, and what `record()` has returned for survives the process
 * where there is a disk. Switched off (`TOKENLEDGER_DISABLED=1`), or without a server's address or a key, it does nothing and says so once.
 */
export class Tokenledger {
  readonly #options: TokenledgerOptions;
  readonly #scope = new AttributionScope();
  readonly #path: RecordPath | null;
  readonly #capture: Capture | null;
  readonly #removeExitHook: () => void;
  #uncapturedCount = 0;
  #refusedCount = 0;
  #unguardedCount = 0;

  constructor(options: TokenledgerOptions = {}) {
    this.#options = options;
    const settings = readSettings(options, readEnvironment());
    if (typeof settings === "string") {
      warnOnce(settings);
      this.#path = null;
      this.#capture = null;
      this.#removeExitHook = () => undefined;
      return;
    }
    const events = new ClientEvents(options);
    const folder = folderOf(settings);
    const fetch = options.fetch ?? globalThis.fetch;
    const hasWaitUntil = options.waitUntil !== undefined;
    const path = new RecordPath({
      settings,
      events,
      fetch,
      folder,
      hasWaitUntil,
      random: Math.random,
    });
    this.#path = path;
    const guard = this.#makeGuard(settings, events, fetch);
    const capture = this.#makeCapture(path, events, folder, guard);
    this.#capture = capture;
    this.#removeExitHook = addExitHook({
      beforeExit: () => {
        if (path.isWorthFlushing) {
          void path.flush();
        }
      },
      exit: () => capture.endAll(),
    });
  }

  /**
   * Records one call that some other client made. Returns at once; never throws.
   * Recorded again with the same `eventId`, or the same `occurTimeMs` and `messageId`, it is counted once.
   */
  record(call: CallUsage): void {
    this.#path?.record(call, this.#inherited());
  }

  /** Runs `action`; every call made inside, however deep and however late, is attributed so. Nests: the inner one wins, field by field. */
  withAttribution<Result>(attribution: Attribution, action: () => Result): Result {
    return this.#scope.run(attribution, action);
  }

  /**
   * A middleware for `new Anthropic({ middleware: [ledger.middleware()] })`, of the Anthropic SDK, Bedrock, Vertex and Foundry clients.
   * Put it last, where a middleware of your own makes further requests: it sees what passes through it.
   * Also for one request: `messages.create(body, { middleware: [ledger.middleware({ user })] })`.
   */
  middleware(attribution: Attribution = {}): AnthropicMiddleware {
    const capture = this.#capture;
    return capture === null
      ? (request, next) => next(request)
      : anthropicMiddleware(capture, attribution);
  }

  /**
   * A `fetch` for Anthropic SDKs before 0.101.0 and for the Vercel AI SDK (`createAnthropic({ fetch: ledger.fetch() })`).
   * Requests that are not calls to Anthropic pass through it untouched.
   *
   * @param options.fetch the `fetch` below it; the global one by default.
   */
  fetch(
    options: Attribution & { readonly fetch?: typeof globalThis.fetch | undefined } = {},
  ): typeof globalThis.fetch {
    const inner: typeof globalThis.fetch =
      options.fetch ?? ((input, init) => globalThis.fetch(input, init));
    return this.#capture === null ? inner : capturingFetch(this.#capture, inner, options);
  }

  /**
   * Sends what waits, now. For the end of a job or of a serverless request.
   *
   * @returns whether all of it has the server's answer. False: the server is away or refuses; it waits on.
   */
  async flush(): Promise<boolean> {
    return (await this.#path?.flush()) ?? true;
  }

  /** How the client stands, and where every record is. */
  health(): Health {
    const health = this.#path?.health() ?? DISABLED;
    return {
      ...health,
      uncapturedCount: this.#uncapturedCount,
      refusedCount: this.#refusedCount,
      unguardedCount: this.#unguardedCount,
    };
  }

  /**
   * Ends the client: answers still being read are recorded as abandoned, what waits is delivered for up to `timeoutMs` (5,000 by default).
   * What is left stays on disk for the next process; without a disk it is dropped and counted. Closing again waits for the same end.
   */
  async close(options: { readonly timeoutMs?: number | undefined } = {}): Promise<void> {
    this.#capture?.endAll();
    this.#removeExitHook();
    await this.#path?.close(options.timeoutMs ?? CLOSE_MS_MAX);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #inherited(): Attribution {
    return mergeAttribution(this.#options.attribution ?? {}, this.#scope.attribution);
  }

  #makeTelemetry(events: ClientEvents): Telemetry | null {
    const { openTelemetry } = this.#options;
    try {
      return openTelemetry === undefined ? null : new Telemetry(openTelemetry);
    } catch (error) {
      events.trouble("callback", "the meter given to it threw.", error);
      return null;
    }
  }

  #traceHeaders(events: ClientEvents): Readonly<Record<string, string>> {
    const headers: Record<string, string> = {};
    try {
      this.#options.openTelemetry?.propagate?.(headers);
    } catch (error) {
      events.trouble("callback", "`propagate` threw.", error);
    }
    return headers;
  }

  #makeGuard(
    { url, accessKey }: ClientSettings,
    events: ClientEvents,
    fetch: typeof globalThis.fetch,
  ): CallGuard | null {
    const { guard } = this.#options;
    if (guard === undefined || guard === false) {
      return null;
    }
    const options = guard === true ? {} : guard;
    return new CallGuard({
      options,
      target: {
        url,
        accessKey,
        fetch,
        waitMsMax: options.waitMsMax ?? GUARD_MS_MAX,
        traceHeaders: () => this.#traceHeaders(events),
      },
      trouble: (message, cause) => events.trouble("guard", message, cause),
      passedOpen: () => {
        this.#unguardedCount += 1;
      },
      refused: () => {
        this.#refusedCount += 1;
      },
    });
  }

  #makeCapture(
    path: RecordPath,
    events: ClientEvents,
    folder: string | null,
    guard: CallGuard | null,
  ): Capture {
    return new Capture({
      guard,
      scope: this.#scope,
      batches: new BatchMemory(folder === null ? null : new BatchFiles(folder)),
      resolve: this.#options.resolve,
      attribution: this.#options.attribution ?? {},
      record: (call) => path.record(call, {}),
      telemetry: this.#makeTelemetry(events),
      trouble: (message, cause) => {
        this.#uncapturedCount += 1;
        events.trouble("capture", message, cause);
      },
    });
  }
}

const folderOf = (settings: ClientSettings): string | null =>
  settings.spool === null
    ? null
    : spoolFolder(settings.url, settings.accessKey, settings.spool.directory);
