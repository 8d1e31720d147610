import type { UnreadableError } from "@tokenledger/usage";
import { connectRedis } from "./connection.ts";
import { bufferKeys } from "./keys.ts";
import { RedisWaitingUsage, WAIT_MS_MAX } from "./redis-waiting-usage.ts";

export interface WaitingUsageSettings {
  /** `redis://` or `rediss://`. */
  readonly url: string;
  /** Name of this consumer, one a process. The same name after a restart finds its unsettled entries at once, else they are taken over in time. */
  readonly consumer: string;
  /** Default 0, the only one there is now. */
  readonly shard?: number;
  /** Entries that a consumer has held for so long are taken over by another. Default 10 s. */
  readonly claimIdleMs?: number;
  /** Told once of each entry that this version cannot read. It stays pending. */
  readonly onUnreadable?: (entryId: string, error: UnreadableError) => void;
  /** Told of every failed attempt to connect and every broken connection; it mends itself. */
  readonly onConnectionError?: (error: Error) => void;
}

const CLAIM_IDLE_MS = 10_000;
/** A dead consumer's entries wait at most a tenth longer than they must. */
const CLAIMS_PER_IDLE_TIME = 10;
/** Longer than any read waits, so that only a dead connection runs into it. */
const BLOCKING_TIMEOUT_MS = WAIT_MS_MAX + 2_000;
/** Settling a large batch is one script; Redis may be syncing its file meanwhile. */
const SETTLE_TIMEOUT_MS = 5_000;

/** The flusher's side of the buffer. Connects in the background and for ever; makes the consumer group where it is missing. */
export const createWaitingUsage = ({
  url,
  consumer,
  shard = 0,
  claimIdleMs = CLAIM_IDLE_MS,
  onUnreadable = () => undefined,
  onConnectionError,
}: WaitingUsageSettings): RedisWaitingUsage =>
  new RedisWaitingUsage({
    commands: connectRedis({
      url,
      name: `tokenledger-flusher-${consumer}`,
      commandTimeoutMs: SETTLE_TIMEOUT_MS,
      silenceMsMax: SETTLE_TIMEOUT_MS,
      onConnectionError,
    }),
    blocking: connectRedis({
      url,
      name: `tokenledger-reader-${consumer}`,
      commandTimeoutMs: BLOCKING_TIMEOUT_MS,
      silenceMsMax: BLOCKING_TIMEOUT_MS,
      onConnectionError,
    }),
    keys: bufferKeys(shard),
    consumer,
    claimIdleMs,
    claimEveryMs: claimIdleMs / CLAIMS_PER_IDLE_TIME,
    onUnreadable,
  });
