import type { UnreadableError } from "@tokenledger/usage";
import { connectRedis, type Connection } from "./connection/connection.ts";
import { bufferKeys, type BufferKeys } from "./keys.ts";
import { RedisWaitingUsage, WAIT_MS_MAX } from "./waiting/redis-waiting-usage.ts";
import { ShardDuty } from "./waiting/shard-duty.ts";
import { ShardedWaitingUsage } from "./waiting/sharded-waiting-usage.ts";
import { makeShards, type Shards } from "./shards.ts";
import type { WaitingBuffer } from "./waiting/waiting-buffer.ts";

export interface WaitingUsageSettings {
  /** As of `createBuffer`. */
  readonly url: string;
  /** Name of this consumer, one a process. The same name after a restart finds its unsettled entries at once, else they are taken over in time. */
  readonly consumer: string;
  /** How many shards there are: the same in every process. Default 1. */
  readonly shards?: number;
  /** Entries that a consumer has held for so long are taken over by another. Default 10 s. */
  readonly claimIdleMs?: number;
  /** Told once of each entry that this version cannot read. It stays pending. */
  readonly onUnreadable?: (entryId: string, error: UnreadableError) => void;
  /** Told before an entry has its turn alone that was handed out suspiciously often, and how often. */
  readonly onSuspect?: (entryId: string, deliveryCount: number) => void;
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

/** Half of the time after which its entries are taken over: by then its shards are another's too. */
const PRESENCES_PER_IDLE_TIME = 2;
const WAITS_PER_PRESENCE = 3;

const openShard = (
  {
    url,
    consumer,
    claimIdleMs = CLAIM_IDLE_MS,
    onUnreadable = () => undefined,
    onSuspect = () => undefined,
    onConnectionError,
  }: WaitingUsageSettings,
  commands: Connection,
  keys: BufferKeys,
  shards: Shards,
): RedisWaitingUsage =>
  new RedisWaitingUsage({
    commands,
    blocking: connectRedis({
      url,
      name: `tokenledger-reader-${consumer}`,
      commandTimeoutMs: BLOCKING_TIMEOUT_MS,
      silenceMsMax: BLOCKING_TIMEOUT_MS,
      onConnectionError,
    }),
    keys,
    shards,
    consumer,
    claimIdleMs,
    claimEveryMs: claimIdleMs / CLAIMS_PER_IDLE_TIME,
    onUnreadable,
    onSuspect,
  });

/** The flusher's side of the buffer. Connects in the background and for ever; makes the consumer group where it is missing. */
export const createWaitingUsage = (settings: WaitingUsageSettings): WaitingBuffer => {
  const { url, consumer, claimIdleMs = CLAIM_IDLE_MS, onConnectionError } = settings;
  const commands = connectRedis({
    url,
    name: `tokenledger-flusher-${consumer}`,
    commandTimeoutMs: SETTLE_TIMEOUT_MS,
    silenceMsMax: SETTLE_TIMEOUT_MS,
    onConnectionError,
  });
  const shards = makeShards(settings.shards);
  const [only = bufferKeys(), ...others] = shards.all;
  if (others.length === 0) return openShard(settings, commands, only, shards);
  const presenceMs = claimIdleMs / PRESENCES_PER_IDLE_TIME;
  return new ShardedWaitingUsage({
    shards: shards.all.map((keys) => openShard(settings, commands, keys, shards)),
    duty: new ShardDuty({
      redis: commands,
      key: only.flushers,
      consumer,
      shardCount: shards.all.length,
      presenceMs,
    }),
    waitMsMax: presenceMs / WAITS_PER_PRESENCE,
  });
};
