import { startOwnRedis } from "@tokenledger/services/testing";
import { Redis } from "ioredis";
import { expect, test } from "vitest";
import { createBuffer } from "../create-buffer.ts";

const verifyWith = async (
  ...settings: readonly (readonly string[])[]
): Promise<readonly string[]> => {
  const server = await startOwnRedis();
  const redis = new Redis(server.adminUrl);
  const buffer = createBuffer({ url: server.urlAs("server") });
  try {
    for (const [name = "", ...args] of settings) await redis.call(name, ...args);
    return await buffer.verify();
  } finally {
    redis.disconnect();
    await buffer.close();
    await server.close();
  }
};

test("a Redis that syncs every write and evicts nothing is taken without a word", async () => {
  expect(await verifyWith()).toEqual([]);
});

test("a Redis that may evict is refused, with the command that mends it", async () => {
  await expect(verifyWith(["config", "set", "maxmemory-policy", "allkeys-lru"])).rejects.toThrow(
    "CONFIG SET maxmemory-policy noeviction",
  );
  await expect(verifyWith(["config", "set", "maxmemory-policy", "volatile-ttl"])).rejects.toThrow(
    expect.objectContaining({ code: "REDIS_UNSAFE" }),
  );
});

test.each([
  ["appendfsync", "everysec", "CONFIG SET appendfsync always"],
  ["appendonly", "no", "CONFIG SET appendonly yes"],
])("a Redis with %s %s is taken with a warning", async (name, value, command) => {
  expect(await verifyWith(["config", "set", name, value])).toEqual([
    expect.stringContaining(command),
  ]);
});

test("a server that keeps its configuration to itself is taken with a warning", async () => {
  const warnings = await verifyWith(["acl", "setuser", "server", "-config"]);
  expect(warnings).toEqual([expect.stringContaining("does not tell")]);
});
