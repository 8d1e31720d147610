import { createBuffer, type BufferOptions } from "../create-buffer.ts";
import { createWaitingUsage, type WaitingUsageSettings } from "../create-waiting-usage.ts";
import { connectRedis, whenReady, type Connection } from "../connection/connection.ts";
import type { RedisBuffer } from "../collect/redis-buffer.ts";
import { makeShards, type Shards } from "../shards.ts";
import type { WaitingBuffer } from "../waiting/waiting-buffer.ts";

/** A buffer of several shards on a Redis, or a cluster, of the test's own. */
export interface TestShards {
  readonly buffer: RedisBuffer;
  readonly redis: Connection;
  readonly shards: Shards;
  /** A flusher of this name; closed with the rest. */
  open(consumer: string, settings?: Partial<WaitingUsageSettings>): WaitingBuffer;
  close(): Promise<void>;
}

/** Slow disks may take longer than a caller would wait. */
const COMMAND_MS_MAX = 20_000;

/** Connects to all of it. */
export const createTestShards = async (
  url: string,
  shardCount: number,
  options: Partial<BufferOptions> = {},
): Promise<TestShards> => {
  const buffer = createBuffer({
    commandTimeoutMs: COMMAND_MS_MAX,
    ...options,
    url,
    shards: shardCount,
  });
  const redis = connectRedis({
    url,
    name: "test",
    commandTimeoutMs: COMMAND_MS_MAX,
    silenceMsMax: COMMAND_MS_MAX,
  });
  await Promise.all([buffer.verify(COMMAND_MS_MAX), whenReady(redis, COMMAND_MS_MAX)]);
  const opened: WaitingBuffer[] = [];
  return {
    buffer,
    redis,
    shards: makeShards(shardCount),
    open: (consumer, settings = {}) => {
      const waiting = createWaitingUsage({ ...settings, url, consumer, shards: shardCount });
      opened.push(waiting);
      return waiting;
    },
    close: async () => {
      await Promise.all(opened.map(async (waiting) => waiting.close()));
      await buffer.close();
      redis.disconnect();
    },
  };
};
