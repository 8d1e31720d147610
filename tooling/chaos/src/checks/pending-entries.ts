import { Redis } from "ioredis";
import { z } from "zod";

const Group = z.array(z.unknown()).transform((pairs) => {
  const at = pairs.indexOf("pending");
  return z.int().parse(pairs[at + 1]);
});

/** Entries that any group of any stream of this Redis has read and not settled. */
export const pendingEntries = async (url: string): Promise<number> => {
  const redis = new Redis(url);
  try {
    const streams = z.array(z.string()).parse(await redis.keys("*:in"));
    let pending = 0;
    for (const stream of streams) {
      const groups = z.array(Group).parse(await redis.xinfo("GROUPS", stream));
      pending += groups.reduce((sum, count) => sum + count, 0);
    }
    return pending;
  } finally {
    redis.disconnect();
  }
};
