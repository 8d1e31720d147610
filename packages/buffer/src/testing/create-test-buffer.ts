import { createTestRedis } from "@tokenledger/services/testing";
import { Redis } from "ioredis";
import { createBuffer, type BufferOptions } from "../create-buffer.ts";
import { createWaitingUsage, type WaitingUsageSettings } from "../create-waiting-usage.ts";
import { bufferKeys, type BufferKeys } from "../keys.ts";
import type { RedisBuffer } from "../collect/redis-buffer.ts";
import type { WaitingBuffer } from "../waiting/waiting-buffer.ts";

/** Both sides of a buffer on a Redis database of the test's own, and that database itself. */
export interface TestBuffer {
  readonly url: string;
  readonly buffer: RedisBuffer;
  readonly waiting: WaitingBuffer;
  /** For looking behind the buffer. */
  readonly redis: Redis;
  /** Of the first shard, by default the only one. */
  readonly keys: BufferKeys;
  /** Settles whatever `waiting` holds, and empties the database. */
  empty(): Promise<void>;
  /** Ends all connections and empties the database. */
  close(): Promise<void>;
}

/** A buffer on an empty Redis database, connected. */
export const createTestBuffer = async (
  options: Partial<BufferOptions & WaitingUsageSettings> = {},
): Promise<TestBuffer> => {
  const store = await createTestRedis();
  // A busy machine's disk may take longer to sync than a caller would wait.
  const buffer = createBuffer({ commandTimeoutMs: 10_000, ...options, url: store.url });
  const waiting = createWaitingUsage({ consumer: "test", ...options, url: store.url });
  const redis = new Redis(store.url);
  await buffer.verify();
  return {
    url: store.url,
    buffer,
    waiting,
    redis,
    keys: bufferKeys(),
    empty: async () => {
      for (;;) {
        const entries = await waiting.read(10_000, 0);
        if (entries.length === 0) break;
        await waiting.settle(entries, []);
      }
      await redis.flushdb();
    },
    close: async () => {
      await Promise.all([buffer.close(), waiting.close(), redis.quit()]);
      await store.close();
    },
  };
};
