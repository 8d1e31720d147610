import { createTestRedis, type TestRedis } from "@tokenledger/services/testing";
import { Redis } from "ioredis";
import { createBuffer, type BufferOptions } from "../create-buffer.ts";
import { createWaitingUsage, type WaitingUsageSettings } from "../create-waiting-usage.ts";
import { bufferKeys, type BufferKeys } from "../keys.ts";
import type { RedisBuffer } from "../collect/redis-buffer.ts";
import type { WaitingBuffer } from "../waiting/waiting-buffer.ts";

/** A buffer on a Redis database of the test's own as each process has it, under that process' user, and the database itself. */
export interface TestBuffer extends Pick<TestRedis, "urlAs"> {
  /** The server's. */
  readonly buffer: RedisBuffer;
  /** The flusher's. */
  readonly waiting: WaitingBuffer;
  /** The scheduler's, which compares counters and mends them. */
  readonly mender: RedisBuffer;
  /** For looking behind the buffer, as the user who may do anything. */
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
  const bufferAs = (user: "server" | "scheduler"): RedisBuffer =>
    createBuffer({ commandTimeoutMs: 10_000, ...options, url: store.urlAs(user) });
  const [buffer, mender] = [bufferAs("server"), bufferAs("scheduler")];
  const waiting = createWaitingUsage({
    consumer: "test",
    ...options,
    url: store.urlAs("flusher"),
  });
  const redis = new Redis(store.adminUrl);
  await Promise.all([buffer.verify(), mender.verify()]);
  return {
    urlAs: (user) => store.urlAs(user),
    buffer,
    waiting,
    mender,
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
      await Promise.all([buffer.close(), mender.close(), waiting.close(), redis.quit()]);
      await store.close();
    },
  };
};
