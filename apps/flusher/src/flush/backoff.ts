import { rest } from "./rest.ts";

export interface BackoffSettings {
  /** First pause at most. */
  readonly pauseMsMin: number;
  /** Longest pause. */
  readonly pauseMsMax: number;
  /** From 0 up to 1. Default Math.random. */
  readonly random?: () => number;
}

const DOUBLINGS_MAX = 20;

/**
 * Pauses between failures: anything from nothing up to a limit that doubles, so that several flushers do not return all at once
 * (full jitter, https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 */
export class Backoff {
  readonly #settings: BackoffSettings;
  #failureCount = 0;

  constructor(settings: BackoffSettings) {
    this.#settings = settings;
  }

  /** How long the next pause lasts; each call counts as a failure. */
  nextPauseMs(): number {
    const { pauseMsMin, pauseMsMax, random = Math.random } = this.#settings;
    const limitMs = Math.min(pauseMsMin * 2 ** this.#failureCount, pauseMsMax);
    this.#failureCount = Math.min(this.#failureCount + 1, DOUBLINGS_MAX);
    return limitMs * random();
  }

  /** Waits out the next pause, or until the signal aborts. */
  async pause(signal: AbortSignal): Promise<void> {
    await rest(this.nextPauseMs(), signal);
  }

  succeeded(): void {
    this.#failureCount = 0;
  }
}
