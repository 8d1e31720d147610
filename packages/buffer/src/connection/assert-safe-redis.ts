import { InvalidInputError } from "@tokenledger/usage";
import { Cluster, type Redis } from "ioredis";
import type { Connection } from "./connection.ts";
import type { Durability } from "./durability.ts";
import { infoValue, readSetting } from "./redis-info.ts";
import { ask } from "./store-error.ts";

const durabilityWarning = async (
  redis: Redis,
  durability: Durability,
): Promise<string | undefined> => {
  const aofEnabled = infoValue(await ask(async () => redis.info("persistence")), "aof_enabled");
  if (aofEnabled !== "1") {
    return "Redis keeps no append-only file: what it accepts is lost when it ends. Mend it with: CONFIG SET appendonly yes";
  }
  if (durability === "process") return undefined;
  const fsync = await readSetting(redis, "appendfsync");
  if (fsync === "always") return undefined;
  return fsync === undefined
    ? "Redis does not tell its appendfsync: whether accepted records survive a power loss is unknown."
    : `Redis has appendfsync ${fsync}: a power loss takes the last accepted records. Mend it with: CONFIG SET appendfsync always`;
};

/**
 * Refuses a Redis that may drop what it has accepted, and tells of one that may lose it.
 *
 * The policy is read from INFO, which hosted servers answer too; CONFIG, which they refuse, is asked only for `appendfsync`.
 *
 * @returns what an operator should know; empty when all is as it should be.
 * @throws UnavailableError
 * @throws InvalidInputError REDIS_UNSAFE when `maxmemory-policy` is not `noeviction`: entries and counters would vanish under memory pressure.
 */
export const assertSafeRedis = async (
  redis: Connection,
  durability: Durability,
): Promise<readonly string[]> => {
  const nodes = redis instanceof Cluster ? redis.nodes("master") : [redis];
  const warnings = await Promise.all(nodes.map(async (node) => assertSafeNode(node, durability)));
  return [...new Set(warnings.flat())];
};

const assertSafeNode = async (redis: Redis, durability: Durability): Promise<readonly string[]> => {
  const policy = infoValue(await ask(async () => redis.info("memory")), "maxmemory_policy");
  if (policy !== "noeviction") {
    throw new InvalidInputError(
      "REDIS_UNSAFE",
      `Redis has maxmemory-policy ${policy ?? "unknown"} and may drop accepted records. Mend it with: CONFIG SET maxmemory-policy noeviction`,
    );
  }
  const warning = await durabilityWarning(redis, durability);
  return warning === undefined ? [] : [warning];
};
