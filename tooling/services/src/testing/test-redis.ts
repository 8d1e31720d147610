import { Redis } from "ioredis";
import { inject } from "vitest";
import type { RedisUser } from "../least-privilege.ts";
import { asTestRole } from "./test-roles.ts";

/** A Redis of the test's own. */
export interface TestRedis {
  /** As the user who may do anything: for what no process of the product does, as to look behind it and to empty it. */
  readonly adminUrl: string;
  /** As a process of the product comes to it. */
  urlAs(user: RedisUser): string;
  /** Empties it. */
  close(): Promise<void>;
}

/** Database 0 hands out the numbers of the others, so that no two files of a run ever share one. */
const takeNumber = async (): Promise<number> => {
  const redis = new Redis(inject("redisUrl"));
  try {
    return await redis.incr("next-test-database");
  } finally {
    redis.disconnect();
  }
};

/** An empty logical database of the run's Redis, this caller's alone. */
export const createTestRedis = async (): Promise<TestRedis> => {
  const url = new URL(inject("redisUrl"));
  url.pathname = `/${await takeNumber()}`;
  const flush = async (): Promise<void> => {
    const redis = new Redis(url.href);
    await redis.flushdb();
    redis.disconnect();
  };
  return {
    adminUrl: url.href,
    urlAs: (user) => asTestRole(url.href, user),
    close: flush,
  };
};
