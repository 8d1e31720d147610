import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { Client } from "pg";
import { expect, test } from "vitest";
import { findRedisUrl, startRedis } from "./redis-service.ts";
import {
  createTestDatabase,
  createTestRedis,
  startOwnPostgres,
  startOwnRedis,
} from "./testing/index.ts";

const query = async (url: string, sql: string): Promise<unknown> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query<{ value: unknown }>(sql);
    return result.rows[0]?.value;
  } finally {
    await client.end();
  }
};

test("two test databases see nothing of each other", async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await query(one.ownerUrl, "CREATE TABLE mine (id int)");
  expect(await query(other.ownerUrl, "SELECT to_regclass('mine') AS value")).toBeNull();
  expect(await query(one.ownerUrl, "SELECT to_regclass('mine')::text AS value")).toBe("mine");
  await Promise.all([one.close(), other.close()]);
});

test("two test Redis databases see nothing of each other", async () => {
  const stores = await Promise.all([createTestRedis(), createTestRedis()]);
  const [one, other] = stores.map((store) => new Redis(store.adminUrl));
  await one?.set("mine", "1");
  expect(await other?.get("mine")).toBeNull();
  one?.disconnect();
  other?.disconnect();
  await Promise.all(stores.map(async (store) => store.close()));
});

test("a killed Redis comes back at the same address with all it acknowledged", async () => {
  const service = await startOwnRedis();
  const before = new Redis(service.adminUrl);
  await before.set("kept", "yes");
  before.disconnect();
  await service.kill();
  await service.restart();
  const after = new Redis(service.adminUrl);
  expect(await after.get("kept")).toBe("yes");
  after.disconnect();
  await service.close();
});

test("a Redis that hangs is found, taken over once it answers, and never started a second time over its files", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "tokenledger-hangs-"));
  const redis = await startRedis({ dataDir });
  const pid = redis.pid() ?? 0;
  process.kill(pid, "SIGSTOP");
  expect(await findRedisUrl({ dataDir })).toBe(redis.url);
  const second = startRedis({ dataDir });
  process.kill(pid, "SIGCONT");
  expect((await second).pid()).toBe(pid);
  await redis.stop("SIGKILL");
  expect(await findRedisUrl({ dataDir })).toBeUndefined();
  rmSync(dataDir, { recursive: true });
});

test("a crashed PostgreSQL comes back at the same address with all it committed", async () => {
  const service = await startOwnPostgres();
  await query(service.ownerUrl, "CREATE TABLE kept AS SELECT 7 AS value");
  await service.kill();
  await service.restart();
  expect(await query(service.ownerUrl, "SELECT value FROM kept")).toBe(7);
  await service.close();
});
