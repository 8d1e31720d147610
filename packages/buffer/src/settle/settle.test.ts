import type { StatisticsTotals, WaitingEntry } from "@tokenledger/usage";
import { makeCollectedRecord, makeLine } from "@tokenledger/usage/testing";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createTestBuffer, makeTrafficRecord, type TestBuffer } from "../testing/index.ts";

let at: TestBuffer;

beforeAll(async () => {
  at = await createTestBuffer();
});
beforeEach(async () => at.empty());
afterAll(async () => at.close());

const key = { type: "access_key", id: "1" } as const;
const hourMs = 3_600_000;
const thisHourMs = Math.floor(Date.now() / hourMs) * hourMs;

const cell = (changes: Partial<StatisticsTotals> = {}): StatisticsTotals => ({
  dimension: key,
  periodType: "hour",
  periodStartMs: thisHourMs,
  revision: 1n,
  inputTokens: 100n,
  cacheCreationInputTokens: 30n,
  cacheReadInputTokens: 40n,
  outputTokens: 50n,
  requests: 1n,
  costPicoUsd: 7_000_000_000n,
  unpricedRequests: 1n,
  ...changes,
});

const requestsOf = async (): Promise<bigint | undefined> =>
  (await at.buffer.counter(key, "hour", thisHourMs)).base?.requests;

const appendOne = async (): Promise<readonly WaitingEntry[]> => {
  await at.buffer.append([makeCollectedRecord({ lines: [makeLine()] })]);
  return at.waiting.read(1_000, 0);
};

test("a counter is what is on its way before settling, and what the ledger holds after", async () => {
  const entries = await appendOne();
  const { inputTokens, cacheCreationInputTokens, cacheReadInputTokens, outputTokens, requests } =
    cell();
  const tokens = { inputTokens, cacheCreationInputTokens, cacheReadInputTokens, outputTokens };
  const totals = { ...tokens, requests };
  expect(await at.buffer.counter(key, "hour", thisHourMs)).toEqual({ base: null, pend: totals });
  expect(await at.waiting.settle(entries, [cell()])).toBe(1);
  expect(await at.buffer.counter(key, "hour", thisHourMs)).toEqual({
    base: { ...totals, costPicoUsd: 7_000_000_000n, unpricedRequests: 1n },
    pend: {
      inputTokens: 0n,
      cacheCreationInputTokens: 0n,
      cacheReadInputTokens: 0n,
      outputTokens: 0n,
      requests: 0n,
    },
  });
  expect(await at.redis.exists(at.keys.pend(key))).toBe(0);
});

test("settling again takes nothing off again", async () => {
  const entries = await appendOne();
  await at.buffer.append([makeCollectedRecord()]);
  await at.waiting.settle(entries, []);
  expect(await at.waiting.settle(entries, [])).toBe(0);
  expect((await at.buffer.counter(key, "hour", thisHourMs)).pend.requests).toBe(1n);
});

test("a zombie that settles late what another has settled changes nothing", async () => {
  const entries = await appendOne();
  await at.waiting.settle(entries, [cell({ revision: 7n, requests: 2n })]);
  const before = await at.buffer.counter(key, "hour", thisHourMs);
  expect(await at.waiting.settle(entries, [cell({ revision: 6n })])).toBe(0);
  expect(await at.buffer.counter(key, "hour", thisHourMs)).toEqual(before);
});

test("totals that arrive out of order leave the newer ones", async () => {
  await at.buffer.mirror([cell({ revision: 10n, requests: 10n })]);
  await at.buffer.mirror([cell({ revision: 9n, requests: 9n })]);
  expect(await requestsOf()).toBe(10n);
  await at.buffer.mirror([cell({ revision: 11n, requests: 11n })]);
  expect(await requestsOf()).toBe(11n);
});

test("revisions and totals above 2^53 are told apart to the last digit", async () => {
  const large = 2n ** 53n;
  await at.buffer.mirror([cell({ revision: large, requests: large })]);
  await at.buffer.mirror([cell({ revision: large + 1n, requests: large + 1n })]);
  await at.buffer.mirror([cell({ revision: large, requests: 1n })]);
  expect(await requestsOf()).toBe(large + 1n);
  await at.buffer.mirror([cell({ revision: large + 2n, requests: 2n ** 63n - 1n })]);
  expect(await requestsOf()).toBe(2n ** 63n - 1n);
});

test.each([
  ["hour", Date.UTC(2040, 0, 31, 23), Date.UTC(2040, 1, 1, 2)],
  ["day", Date.UTC(2040, 1, 28), Date.UTC(2040, 2, 2)],
  ["month", Date.UTC(2040, 10, 1), Date.UTC(2041, 1, 1)],
] as const)("a mirrored %s lasts two more periods", async (periodType, startMs, expiryMs) => {
  await at.buffer.mirror([cell({ periodType, periodStartMs: startMs })]);
  expect(await at.redis.pexpiretime(at.keys.base(key, periodType, startMs))).toBe(expiryMs);
});

test("a cell whose time is long over is not kept", async () => {
  const startMs = Date.UTC(2026, 0, 1);
  await at.buffer.mirror([cell({ periodStartMs: startMs })]);
  expect(await at.redis.exists(at.keys.base(key, "hour", startMs))).toBe(0);
});

test("a batch larger than one script call is settled whole", async () => {
  const turns = Array.from({ length: 600 }, (_, index) => index);
  for (const index of turns) {
    void at.buffer.append([makeTrafficRecord({ user: `user_${index}` })]);
    await nextTurn();
  }
  await vi.waitFor(async () => expect(await at.redis.xlen(at.keys.stream)).toBe(600));
  const entries = await at.waiting.read(1_000, 0);
  const totals = Array.from({ length: 1_200 }, (_, index) =>
    cell({ dimension: { type: "user", id: `user_${index}` } }),
  );
  expect(await at.waiting.settle(entries, totals)).toBe(600);
  expect(await at.redis.keys(at.keys.pend({ type: "user", id: "*" }))).toEqual([]);
  expect(
    await at.redis.keys(at.keys.base({ type: "user", id: "*" }, "hour", thisHourMs)),
  ).toHaveLength(1_200);
});

test("a user whose name has braces stays in the slot of the shard", () => {
  const dimension = { type: "user", id: "{elsewhere}" } as const;
  const slots = [at.keys.stream, at.keys.pend(dimension), at.keys.base(dimension, "day", 0)].map(
    (name) => /\{(.*?)\}/.exec(name)?.[1],
  );
  expect(slots).toEqual(["s0", "s0", "s0"]);
});
