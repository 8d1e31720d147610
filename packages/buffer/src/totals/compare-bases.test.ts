import type { StatisticsTotals } from "@tokenledger/usage";
import { startOwnRedis } from "@tokenledger/services/testing";
import { makeCollectedRecord } from "@tokenledger/usage/testing";
import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createBuffer } from "../create-buffer.ts";
import { createTestBuffer, type TestBuffer } from "../testing/index.ts";

let at: TestBuffer;

beforeAll(async () => {
  at = await createTestBuffer();
});
beforeEach(async () => at.empty());
afterAll(async () => at.close());

const key = { type: "access_key", id: "1" } as const;
const startMs = Date.UTC(2040, 0);

const cell = (changes: Partial<StatisticsTotals> = {}): StatisticsTotals => ({
  dimension: key,
  periodType: "month",
  periodStartMs: startMs,
  revision: 5n,
  inputTokens: 1n,
  cacheCreationInputTokens: 2n,
  cacheReadInputTokens: 3n,
  outputTokens: 4n,
  requests: 5n,
  costPicoUsd: 6n,
  unpricedRequests: 7n,
  ...changes,
});

const compare = async (given: StatisticsTotals, replaces: bigint | null = null) =>
  at.mender.compareBases([{ cell: given, replaces }]);

const requestsOf = async () => (await at.buffer.counter(key, "month", startMs)).base?.requests;

test("a base that is missing is written; one that is as it should be is left alone", async () => {
  expect(await compare(cell())).toMatchObject({ reseededCount: 1, differences: [] });
  expect(await requestsOf()).toBe(5n);
  expect(await compare(cell())).toMatchObject({ reseededCount: 0, differences: [] });
});

test.each([
  ["behind", { revision: 6n, requests: 6n }],
  ["ahead", { revision: 4n, requests: 4n }],
  ["differs", { costPicoUsd: 66n }],
] as const)(
  "a base that is %s is told and left, and replaced when that is asked for",
  async (difference, changes) => {
    await at.buffer.mirror([cell()]);
    const other = cell(changes);
    const found = await compare(other);
    expect(found).toMatchObject({ reseededCount: 0 });
    expect(found.differences).toEqual([{ cell: other, difference, revision: 5n }]);
    expect(await requestsOf()).toBe(5n);
    expect((await compare(other, 4n + 1n)).differences).toEqual([]);
    expect((await compare(other)).differences).toEqual([]);
  },
);

test("a base that was raised meanwhile is not replaced", async () => {
  await at.buffer.mirror([cell({ revision: 9n, requests: 9n })]);
  expect((await compare(cell(), 5n)).differences).toMatchObject([{ difference: "ahead" }]);
  expect(await requestsOf()).toBe(9n);
});

test("the oldest waiting entry is told, for what it holds may explain a base that is behind", async () => {
  expect((await compare(cell())).oldest).toBeNull();
  const before = (await at.buffer.backlog()).now;
  await at.buffer.append([makeCollectedRecord()]);
  const { oldest } = await compare(cell());
  expect(oldest?.getTime()).toBeGreaterThanOrEqual(before.getTime());
});

test("after a start of Redis no old base is answered with until it was written anew, and pend is", async () => {
  const server = await startOwnRedis();
  const buffer = createBuffer({ url: server.urlAs("server"), commandTimeoutMs: 10_000 });
  const mender = createBuffer({ url: server.urlAs("scheduler"), commandTimeoutMs: 10_000 });
  const redis = new Redis(server.adminUrl);
  redis.on("error", () => undefined);
  try {
    await Promise.all([buffer.verify(), mender.verify()]);
    await buffer.append([makeCollectedRecord({ accessKeyId: "1" })]);
    await buffer.mirror([cell()]);
    const first = await mender.epoch();
    await mender.endReseed(first.process);
    expect(await mender.epoch()).toEqual({ process: first.process, isCompared: true });
    await server.kill();
    await server.restart();
    await vi.waitFor(async () => Promise.all([buffer.verify(), mender.verify()]), 10_000);
    const second = await mender.epoch();
    expect(second.isCompared).toBe(false);
    expect(second.process).not.toBe(first.process);
    // What was compared in the first process says nothing of the second.
    await mender.endReseed(first.process);
    expect((await mender.epoch()).isCompared).toBe(false);
    expect(await buffer.counter(key, "month", startMs)).toMatchObject({
      base: null,
      pend: { requests: 1n },
    });
    expect((await mender.storedCounter(key, "month", startMs)).base?.requests).toBe(5n);
    // The same commit told again, by a settle that comes late, is as good as a new one.
    await buffer.mirror([cell()]);
    expect((await buffer.counter(key, "month", startMs)).base?.requests).toBe(5n);
  } finally {
    redis.disconnect();
    await Promise.all([buffer.close(), mender.close()]);
    await server.close();
  }
});
