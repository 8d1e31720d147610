import { createTestRedis } from "@tokenledger/services/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestShards, type TestShards } from "./testing/create-test-shards.ts";
import {
  COUNTER,
  KEY_IDS,
  SHARDS,
  emptyShards,
  recordOf,
  shardProperties,
} from "./testing/shard-properties.ts";

let server: Awaited<ReturnType<typeof createTestRedis>>;
let at: TestShards;
beforeAll(async () => {
  server = await createTestRedis();
  at = await createTestShards(server, SHARDS, {
    charge: () => [{ counterId: COUNTER, amount: 1 }],
  });
}, 120_000);
beforeEach(async () => emptyShards(at));
afterAll(async () => {
  await at.close();
  await server.close();
});

test.each(Object.entries(shardProperties))("on one Redis: %s", async (_title, holds) => {
  await expect(holds(at)).resolves.toBeUndefined();
});

test("a number of shards that was lowered too early is told of", async () => {
  const other = await createTestRedis();
  const wide = await createTestShards(other, SHARDS);
  await wide.buffer.append(KEY_IDS.map((id) => recordOf(id)));
  const narrow = await createTestShards(other, 1);
  expect(await narrow.buffer.verify()).toEqual([expect.stringContaining("on shards above 1")]);
  await Promise.all([wide.close(), narrow.close()]);
  await other.close();
});
