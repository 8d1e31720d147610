import type { Redis } from "ioredis";

/** How much memory a Redis holds. */
export const redisBytes = async (redis: Redis): Promise<number> =>
  Number(/used_memory:(\d+)/.exec(await redis.info("memory"))?.[1]);
