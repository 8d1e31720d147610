import { startOwnRedisCluster } from "@tokenledger/services/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestShards, type TestShards } from "./testing/create-test-shards.ts";
import { COUNTER, SHARDS, emptyShards, shardProperties } from "./testing/shard-properties.ts";

let server: Awaited<ReturnType<typeof startOwnRedisCluster>>;
let at: TestShards;
beforeAll(async () => {
  server = await startOwnRedisCluster();
  at = await createTestShards(server, SHARDS, {
    charge: () => [{ counterId: COUNTER, amount: 1 }],
  });
}, 120_000);
beforeEach(async () => emptyShards(at));
afterAll(async () => {
  await at.close();
  await server.close();
});

test.each(Object.entries(shardProperties))(
  "on a cluster of three masters: %s",
  async (_title, holds) => {
    await expect(holds(at)).resolves.toBeUndefined();
  },
);
