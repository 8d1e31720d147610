import { startOwnRedis, type OwnRedis } from "@tokenledger/services/testing";
import { UnavailableError } from "@tokenledger/usage";
import { makeCollectedRecord } from "@tokenledger/usage/testing";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBuffer, type BufferOptions } from "../create-buffer.ts";
import type { RedisBuffer } from "../collect/redis-buffer.ts";

let master: OwnRedis;
beforeAll(async () => {
  master = await startOwnRedis({ args: ["repl-diskless-sync-delay 0"] });
});
afterAll(async () => master.close());

const open = (durability: BufferOptions["durability"] & string): RedisBuffer =>
  createBuffer({ url: master.urlAs("server"), commandTimeoutMs: 20_000, durability });

test("replicated: without a replica nothing is accepted, also nothing that was kept before; with one it is", async () => {
  await using buffer = open("replicated");
  await buffer.verify(20_000);
  const records = [makeCollectedRecord()];
  await expect(buffer.append(records)).rejects.toThrow(UnavailableError);
  await expect(buffer.append(records)).rejects.toThrow(UnavailableError);
  expect((await buffer.backlog()).recordCount).toBe(1);
  const replica = await startOwnRedis();
  const redis = new Redis(replica.adminUrl);
  await redis.replicaof("127.0.0.1", master.port);
  await expect
    .poll(async () => buffer.append(records).catch(() => ["refused"]), { timeout: 60_000 })
    .toEqual(["duplicate"]);
  redis.disconnect();
  await replica.close();
});

test("process: a Redis that syncs every second is as it should be; host: it is told of", async () => {
  const redis = new Redis(master.adminUrl);
  await redis.config("SET", "appendfsync", "everysec");
  await using lax = open("process");
  await using strict = open("host");
  expect(await lax.verify(20_000)).toEqual([]);
  expect(await strict.verify(20_000)).toEqual([expect.stringContaining("everysec")]);
  redis.disconnect();
});
