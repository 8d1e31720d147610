import type { BilledCall } from "./billed-call.ts";
import type { Exchange } from "./exchange.ts";
import type { ErrorRates } from "./free-answers.ts";

/** Everything has a default. */
export interface FakeAnthropicOptions {
  /** What `x-replay` can ask for, by id or name. */
  readonly exchanges?: readonly Exchange[];
  /** Default 0: a free one. */
  readonly port?: number;
  /** Default 1. The same seed and requests give the same answers. */
  readonly seed?: number;
  /** Default none. Chance of each error status per message request that is not replayed. */
  readonly errorRates?: ErrorRates;
  /** What a made-up 429 asks the caller to wait. Default 1. */
  readonly retryAfterSeconds?: number;
  /** Wait before the first byte of a made-up answer. Default 0. */
  readonly latencyMs?: number;
  /** Wait between the events of a made-up stream. Default 0. */
  readonly eventGapMs?: number;
  /** How long a batch is in progress. Default 0. */
  readonly batchDelayMs?: number;
  /** What the organization's usage and cost reports are made of. Default: nothing was billed. */
  readonly billedCalls?: () => readonly BilledCall[];
  /** Until when those reports are complete. Default: they do not say. */
  readonly refreshedAt?: () => Date | null;
  /** Statuses that the next questions for those reports are answered with instead; each is used up. Default none. */
  readonly reportFailures?: number[];
  /** Default `Date.now`. Decides when cached prompts expire and batches end. */
  readonly now?: () => number;
}

/** The options with nothing left open. */
export type Settings = Required<FakeAnthropicOptions>;

/** Fills in the defaults. */
export const settingsOf = (options: FakeAnthropicOptions): Settings => ({
  exchanges: [],
  port: 0,
  seed: 1,
  errorRates: {},
  retryAfterSeconds: 1,
  latencyMs: 0,
  eventGapMs: 0,
  batchDelayMs: 0,
  billedCalls: () => [],
  refreshedAt: () => null,
  reportFailures: [],
  now: Date.now,
  ...options,
});
