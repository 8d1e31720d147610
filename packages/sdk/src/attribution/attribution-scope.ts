import { AsyncLocalStorage } from "node:async_hooks";
import { mergeAttribution, type Attribution } from "./attribution.ts";

/** A call that is being captured: what an inner hook may still add to it. */
export interface CaptureInProgress {
  attribution: Attribution;
  /** The request has been answered or has failed: whatever still runs in its context (a timer that it started) makes calls of its own. */
  isOver: boolean;
}

interface Scope {
  readonly attribution: Attribution;
  readonly capture: CaptureInProgress | null;
}

const OUTSIDE: Scope = { attribution: {}, capture: null };

/**
 * What holds for the code that is running now, carried through awaits and callbacks by AsyncLocalStorage.
 * One scope a client: two clients with two servers do not see each other.
 */
export class AttributionScope {
  readonly #storage = new AsyncLocalStorage<Scope>();

  /** The attribution of the innermost `run` around the caller; empty outside. */
  get attribution(): Attribution {
    return (this.#storage.getStore() ?? OUTSIDE).attribution;
  }

  /** The capture around the caller; null where nobody is capturing. Tells a second hook on the same call that it is the second. */
  get capture(): CaptureInProgress | null {
    const { capture } = this.#storage.getStore() ?? OUTSIDE;
    return capture?.isOver === true ? null : capture;
  }

  /** Runs `action` with `attribution` inside whatever holds already. What `action` returns or throws passes through. */
  run<Result>(attribution: Attribution, action: () => Result): Result {
    const scope = this.#storage.getStore() ?? OUTSIDE;
    return this.#storage.run(
      { ...scope, attribution: mergeAttribution(scope.attribution, attribution) },
      action,
    );
  }

  /** Runs `action` as the inside of a capture. */
  runCapture<Result>(capture: CaptureInProgress, action: () => Result): Result {
    return this.#storage.run({ attribution: this.attribution, capture }, action);
  }
}
