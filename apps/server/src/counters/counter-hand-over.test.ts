import { createBuffer, type RedisBuffer } from "@tokenledger/buffer";
import { createTestLedger, type TestLedger } from "@tokenledger/ledger/testing";
import { startOwnRedis, type OwnRedis } from "@tokenledger/services/testing";
import { periodOf } from "@tokenledger/usage";
import { makeCollectedRecord, makeEventId } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CounterHandOver } from "./counter-hand-over.ts";

let store: TestLedger;
let service: OwnRedis;
let redis: RedisBuffer;

beforeAll(async () => {
  [store, service] = await Promise.all([createTestLedger(), startOwnRedis()]);
  redis = createBuffer({ url: service.urlAs("server") });
  await redis.verify();
});
afterAll(async () => {
  await redis.close();
  await Promise.all([store.close(), service.close()]);
});

const requestsOf = async (user: string): Promise<bigint | undefined> => {
  const { startMs } = periodOf("month", Date.now());
  return (await redis.counter({ type: "user", id: user }, "month", startMs)).base?.requests;
};

const direct = async (user: string): Promise<void> => {
  const occurTimeMs = Date.now();
  const record = makeCollectedRecord({ eventId: makeEventId(occurTimeMs), occurTimeMs, user });
  await store.ledger.usage.commitDirect([record]);
};

const handOverOf = (): CounterHandOver =>
  new CounterHandOver({
    cells: store.ledger.unmirroredCells,
    mirror: async (totals) => redis.mirror(totals),
  });

test("what a server that was killed left behind, the next one hands over by itself", async () => {
  await direct("left behind");
  expect(await requestsOf("left behind")).toBeUndefined();
  const next = handOverOf();
  next.start();
  await expect.poll(async () => requestsOf("left behind"), { timeout: 10_000 }).toBe(1n);
  await next.close();
});

test("with Redis away it stays noted, and asking is no error; handed over twice at once, it is counted once", async () => {
  await service.kill();
  await direct("noted");
  const handOver = handOverOf();
  await handOver.now();
  await service.restart();
  await redis.verify();
  expect(await requestsOf("noted")).toBeUndefined();
  await Promise.all([handOver.now(), handOverOf().now()]);
  expect(await requestsOf("noted")).toBe(1n);
  await handOver.close();
  await handOver.close();
});
