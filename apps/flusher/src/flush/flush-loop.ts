import { TokenledgerError } from "@tokenledger/usage";
import { Backoff, type BackoffSettings } from "./backoff.ts";
import { BatchSize } from "./batch-size.ts";
import { flush, type Flushed, type FlushParts } from "./flush.ts";
import { rest } from "./rest.ts";

export interface FlushLoopSettings extends BackoffSettings {
  /** Most records of one commit. */
  readonly recordCountMax: number;
  /** How long a pass waits for the first entry. */
  readonly waitMsMax: number;
  /** A pass after a small one begins no sooner than this after that one began. */
  readonly paceMs: number;
  /** Above this much memory the loop ends, after a pass. */
  readonly rssBytesMax: number;
  readonly rssBytes: () => number;
}

/** What the loop tells whoever watches it. */
export interface FlushLoopEvents {
  /** A pass went through, with or without entries. Waited for before the next pass, and before the loop ends. */
  flushed(flushed: Flushed): Promise<void>;
  /** A pass failed; its entries are read again after a pause. */
  failed(error: unknown): void;
  /** Something happened: a pass went through, or a store said that it is away. */
  progress(): void;
}

/**
 * A pass with fewer than this part of the most records is small, and the next keeps its pace. Without that, each commit takes the few records that arrived during the one before: at 1,000 records/s
 * that was a commit every 6 ms, and both cores of the machine busy with them; the door's P99 fell from 375 to 46 ms with it.
 */
const SMALL_SHARE = 0.25;

/** Why the loop ended. `memory`: it would go on in a fresh process. */
export type LoopEnd = "stopped" | "memory";

/**
 * Flushes until it is told to stop, or has grown too large.
 * When told to stop it finishes the pass in hand, and tries no other; what is left stays pending for the next flusher.
 */
export const flushUntilStopped = async (
  parts: FlushParts,
  settings: FlushLoopSettings,
  events: FlushLoopEvents,
  signal: AbortSignal,
): Promise<LoopEnd> => {
  const batch = new BatchSize(settings.recordCountMax);
  const backoff = new Backoff(settings);
  // The first pass waits for nothing, and shows at once whether the stores answer.
  let waitMs = 0;
  while (!signal.aborted) {
    const startMs = performance.now();
    try {
      const flushed = await flush(parts, batch.recordCount, waitMs);
      waitMs = settings.waitMsMax;
      batch.succeeded();
      backoff.succeeded();
      events.progress();
      await events.flushed(flushed);
      const isSmall =
        flushed.recordCount > 0 && flushed.recordCount < settings.recordCountMax * SMALL_SHARE;
      const restMs = startMs + settings.paceMs - performance.now();
      if (isSmall && restMs > 0) await rest(restMs, signal);
    } catch (error) {
      batch.failed();
      // Only what a store answered; a fault of our own, met again and again, is no progress.
      if (error instanceof TokenledgerError && error.retryable) events.progress();
      events.failed(error);
      await backoff.pause(signal);
    }
    if (settings.rssBytes() > settings.rssBytesMax) return "memory";
  }
  return "stopped";
};
