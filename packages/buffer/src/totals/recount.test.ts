import { BusyError } from "@tokenledger/usage";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestBuffer, makeTrafficRecord, type TestBuffer } from "../testing/index.ts";

let at: TestBuffer;

beforeAll(async () => {
  at = await createTestBuffer();
});
beforeEach(async () => at.empty());
afterAll(async () => at.close());

const counters = async (): Promise<unknown> => {
  const keys = (await at.redis.keys(`${at.keys.pendPrefix}*`)).sort();
  const hashes = await Promise.all(keys.map(async (key) => at.redis.hgetall(key)));
  const { bytes, records } = await at.redis.hgetall(at.keys.meta);
  return { keys, hashes, bytes, records };
};

const appendCalls = async (count: number, records: number): Promise<void> => {
  for (let call = 0; call < count; call += 1) {
    await at.buffer.append(Array.from({ length: records }, () => makeTrafficRecord()));
  }
};

test("where all is right nothing changes", async () => {
  expect(await at.mender.recount()).toBe(0);
  await appendCalls(3, 20);
  await at.redis.xadd(at.keys.stream, "*", "written by", "somebody else");
  const before = await counters();
  expect(await at.mender.recount()).toBe(0);
  expect(await counters()).toEqual(before);
});

test("counts that were lost, left over or changed are made right, and told", async () => {
  await appendCalls(120, 2);
  const before = await counters();
  const [first = "", second = ""] = await at.redis.keys(`${at.keys.pendPrefix}*`);
  await at.redis.del(first);
  await at.redis.hincrby(second, "n", 7);
  await at.redis.hset(at.keys.pend({ type: "user", id: "left over" }), "i", "5");
  await at.redis.hset(at.keys.meta, "bytes", "1");
  expect(await at.mender.recount()).toBe(4);
  expect(await counters()).toEqual(before);
  expect(await at.mender.recount()).toBe(0);
});

test("with too much waiting it refuses, and leaves everything as it is", async () => {
  await at.redis.hset(at.keys.meta, "bytes", "16000001");
  await expect(at.mender.recount()).rejects.toThrow(BusyError);
  expect(await at.redis.hget(at.keys.meta, "bytes")).toBe("16000001");
});
