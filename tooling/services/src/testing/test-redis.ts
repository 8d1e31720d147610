import { Redis } from "ioredis";
import { inject } from "vitest";
import type { TestStore } from "./test-database.ts";

/** Database 0 hands out the numbers of the others, so that no two files of a run ever share one. */
const takeNumber = async (): Promise<number> => {
  const redis = new Redis(inject("redisUrl"));
  try {
    return await redis.incr("next-test-database");
  } finally {
    redis.disconnect();
  }
};

/** An empty logical database of the run's Redis, this caller's alone. `close()` empties it again. */
export const createTestRedis = async (): Promise<TestStore> => {
  const url = new URL(inject("redisUrl"));
  url.pathname = `/${await takeNumber()}`;
  const flush = async (): Promise<void> => {
    const redis = new Redis(url.href);
    await redis.flushdb();
    redis.disconnect();
  };
  return { url: url.href, close: flush };
};
