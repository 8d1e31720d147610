import type { TestRedis } from "@tokenledger/services/testing";
import { createBuffer, type BufferOptions } from "../create-buffer.ts";
import { createWaitingUsage, type WaitingUsageSettings } from "../create-waiting-usage.ts";
import { connectRedis, whenReady, type Connection } from "../connection/connection.ts";
import type { RedisBuffer } from "../collect/redis-buffer.ts";
import { makeShards, type Shards } from "../shards.ts";
import type { WaitingBuffer } from "../waiting/waiting-buffer.ts";

/** A buffer of several shards on a Redis, or a cluster, of the test's own: each process' under its user. */
export interface TestShards {
  /** The server's. */
  readonly buffer: RedisBuffer;
  /** The scheduler's, which compares counters and mends them. */
  readonly mender: RedisBuffer;
  /** For looking behind the buffer, as the user who may do anything. */
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
  store: Pick<TestRedis, "adminUrl" | "urlAs">,
  shardCount: number,
  options: Partial<BufferOptions> = {},
): Promise<TestShards> => {
  const bufferAs = (user: "server" | "scheduler"): RedisBuffer =>
    createBuffer({
      commandTimeoutMs: COMMAND_MS_MAX,
      ...options,
      url: store.urlAs(user),
      shards: shardCount,
    });
  const [buffer, mender] = [bufferAs("server"), bufferAs("scheduler")];
  const redis = connectRedis({
    url: store.adminUrl,
    name: "test",
    commandTimeoutMs: COMMAND_MS_MAX,
    silenceMsMax: COMMAND_MS_MAX,
  });
  await Promise.all([
    buffer.verify(COMMAND_MS_MAX),
    mender.verify(COMMAND_MS_MAX),
    whenReady(redis, COMMAND_MS_MAX),
  ]);
  const opened: WaitingBuffer[] = [];
  return {
    buffer,
    mender,
    redis,
    shards: makeShards(shardCount),
    open: (consumer, settings = {}) => {
      const waiting = createWaitingUsage({
        ...settings,
        url: store.urlAs("flusher"),
        consumer,
        shards: shardCount,
      });
      opened.push(waiting);
      return waiting;
    },
    close: async () => {
      await Promise.all(opened.map(async (waiting) => waiting.close()));
      await Promise.all([buffer.close(), mender.close()]);
      redis.disconnect();
    },
  };
};
