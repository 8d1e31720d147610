import { passThrough, type BodyEnd, type BodyWatcher } from "./pass-through.ts";

/**
 * Puts watchers on the bodies of responses, and knows the ones that are being read.
 * A watcher that throws is told of and the body passes on: its reader has paid for it.
 */
export class AnswerWatch {
  readonly #trouble: (error: unknown) => void;
  readonly #ends = new Set<() => void>();

  /** @param trouble told when a watcher threw. Must not throw. */
  constructor(trouble: (error: unknown) => void) {
    this.#trouble = trouble;
  }

  /** Ends every body that is still being read, as abandoned: an answer nobody finished leaves a trace when the process ends. */
  endAll(): void {
    this.#ends.forEach((end) => end());
  }

  /**
   * The response again, its body watched. Status, headers and address are the same.
   * One without a body (or with one that is no web stream) is given back as it is, its end told at once.
   */
  watch(response: Response, watcher: BodyWatcher): Response {
    const { body } = response;
    const safe = this.#safe(watcher);
    if (!(body instanceof ReadableStream) || response.bodyUsed || body.locked) {
      safe.end("read");
      return response;
    }
    try {
      return passThrough(body, safe, (watched) => sameResponse(response, watched));
    } catch (error) {
      // A status that `Response` does not take (999 has been seen): the caller gets what came.
      this.#trouble(error);
      safe.end("read");
      return response;
    }
  }

  /** The watcher, unable to throw, and ended once, whoever says it first. */
  #safe(watcher: BodyWatcher): BodyWatcher {
    const guarded = (action: () => void): void => {
      try {
        action();
      } catch (error) {
        this.#trouble(error);
      }
    };
    let ended = false;
    const end = (how: BodyEnd, error?: unknown): void => {
      this.#ends.delete(abandon);
      if (!ended) {
        ended = true;
        guarded(() => watcher.end(how, error));
      }
    };
    const abandon = (): void => end("abandoned");
    this.#ends.add(abandon);
    return {
      end,
      chunk: (bytes) => guarded(() => watcher.chunk(bytes)),
      wantsRest: watcher.wantsRest,
    };
  }
}

const sameResponse = (response: Response, body: ReadableStream<Uint8Array>): Response => {
  const same = new Response(body, {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
  // `new Response` has no address of its own; the Anthropic SDK logs it and the caller may read it.
  return Object.defineProperties(same, {
    url: { value: response.url },
    redirected: { value: response.redirected },
  });
};
