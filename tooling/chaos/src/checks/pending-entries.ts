import { Redis } from "ioredis";
import { z } from "zod";

const Group = z.array(z.unknown()).transform((pairs) => {
  const at = pairs.indexOf("pending");
  return z.int().parse(pairs[at + 1]);
});

/** Entries that any group of any stream of this Redis has read and not settled. */
export const pendingEntries = async (url: string): Promise<number> => {
  const nodes = url.startsWith("redis-cluster:")
    ? url
        .replace("redis-cluster://", "")
        .split(",")
        .map((node) => `redis://${node}`)
    : [url];
  const counts = await Promise.all(nodes.map(pendingOf));
  return counts.reduce((sum, count) => sum + count, 0);
};

const pendingOf = async (url: string): Promise<number> => {
  const redis = new Redis(url);
  try {
    // A replica answers for its master's keys by naming it.
    if (!(await redis.info("replication")).includes("role:master")) return 0;
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
