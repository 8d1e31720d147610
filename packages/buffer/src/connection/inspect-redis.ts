import { UnavailableError } from "@tokenledger/usage";
import { Cluster, type Redis } from "ioredis";
import { z } from "zod";
import { closeConnection, connectRedis, whenReady } from "./connection.ts";
import { infoValue, readSetting } from "./redis-info.ts";
import { ask } from "./store-error.ts";

/** A machine that starts everything at once answers late, and is not ill. */
const WAIT_MS_MAX = 10_000;

/** One Redis, as somebody finds it who changes nothing. */
export interface RedisInspection {
  /** `host:port`. */
  readonly address: string;
  readonly version: string;
  /** Valkey names itself; its `version` is the Redis it answers like. */
  readonly name: "redis" | "valkey";
  readonly isReplica: boolean;
  readonly maxmemoryPolicy: string | null;
  /** 0: as much as the machine has. */
  readonly maxmemoryBytes: number;
  readonly usedBytes: number;
  readonly hasAppendOnlyFile: boolean;
  /** Null where the server keeps its configuration to itself, as hosted ones do. */
  readonly appendfsync: string | null;
  /** How far its clock is ahead of this process's, in milliseconds; what the question took is halved. */
  readonly clockAheadMs: number;
}

const Time = z.tuple([z.coerce.number(), z.coerce.number()]);

const inspectNode = async (redis: Redis, clock: () => number): Promise<RedisInspection> => {
  const askedMs = clock();
  const [seconds, microseconds] = Time.parse(await ask(async () => redis.time()));
  const answeredMs = clock();
  const info = await ask(async () => redis.info());
  const number = (name: string): number => Number(infoValue(info, name) ?? 0);
  return {
    address: `${redis.options.host ?? "?"}:${redis.options.port ?? "?"}`,
    version: infoValue(info, "redis_version") ?? "0",
    name: infoValue(info, "valkey_version") === undefined ? "redis" : "valkey",
    isReplica: infoValue(info, "role") === "slave",
    maxmemoryPolicy: infoValue(info, "maxmemory_policy") ?? null,
    maxmemoryBytes: number("maxmemory"),
    usedBytes: number("used_memory"),
    hasAppendOnlyFile: infoValue(info, "aof_enabled") === "1",
    appendfsync: (await readSetting(redis, "appendfsync")) ?? null,
    clockAheadMs: Math.round(seconds * 1000 + microseconds / 1000 - (askedMs + answeredMs) / 2),
  };
};

/**
 * Looks at a Redis, or at every master of a cluster, and changes nothing.
 *
 * @throws UnavailableError whose `cause` is what the server or the system said.
 */
export const inspectRedis = async (
  url: string,
  clock: () => number = Date.now,
): Promise<readonly RedisInspection[]> => {
  const refused = Promise.withResolvers<never>();
  refused.promise.catch(() => undefined);
  const redis = connectRedis({
    url,
    name: "tokenledger-doctor",
    commandTimeoutMs: WAIT_MS_MAX,
    silenceMsMax: WAIT_MS_MAX,
    onConnectionError: (error) => refused.reject(error),
  });
  try {
    // The first refusal is the answer: whoever asks what is wrong does not wait for it to mend itself.
    await Promise.race([whenReady(redis, WAIT_MS_MAX), refused.promise]);
    const nodes = redis instanceof Cluster ? redis.nodes("master") : [redis];
    return await Promise.all(nodes.map(async (node) => inspectNode(node, clock)));
  } catch (error) {
    throw new UnavailableError("Redis cannot be reached", { cause: error });
  } finally {
    await closeConnection(redis);
  }
};
