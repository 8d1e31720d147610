import type { MikroORM } from "@mikro-orm/postgresql";
import {
  type CacheAdvice,
  type CollectedRecord,
  type UsageLine,
  wholeUsage,
} from "@tokenledger/usage";
import { makeLine } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../open-database.ts";
import { autocommit } from "../statement-runner.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import { callAt } from "../testing/priced-calls.ts";
import { emptyUsage } from "../testing/stored-usage.ts";
import { readCacheAdvice } from "./cache-advice.ts";
import { PriceBooks } from "./price-books.ts";

let store: TestLedger;
let orm: MikroORM;
beforeAll(async () => {
  store = await createTestLedger();
  orm = await openDatabase({ url: store.ownerUrl });
});
beforeEach(async () => emptyUsage(orm));
afterAll(async () => {
  await orm.close();
  await store.close();
});

const all = { startDate: new Date(0), endDate: new Date("2027-01-01T00:00:00Z") };

const nothing = {
  inputTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  cacheReadTokens: 0,
  outputTokens: 0,
};

const call = (
  at: string,
  counts: Partial<UsageLine>,
  overrides: Partial<CollectedRecord> = {},
): CollectedRecord =>
  callAt(at, "", {
    ...overrides,
    lines: [makeLine({ ...nothing, model: "claude-haiku-4-5", ...counts })],
  });

const adviceOn = async (
  ...records: readonly CollectedRecord[]
): Promise<readonly CacheAdvice[]> => {
  await store.ledger.usage.commit(records);
  const { rows } = await store.ledger.costs.cacheAdvice(wholeUsage, all);
  return rows;
};

test("writes never read cost their premium for nothing", async () => {
  const [advice] = await adviceOn(
    call("2026-11-01T10:00:00Z", { cacheWrite5mTokens: 1000 }),
    call("2026-11-01T10:01:00Z", { cacheWrite1hTokens: 1000, cacheReadTokens: 500 }),
  );
  expect(advice).toMatchObject({
    accessKeyId: "1",
    feature: "chat",
    model: "claude-haiku-4-5",
    requests: 2n,
    writtenTokens: 2000n,
    readTokens: 500n,
    // 1,000 x (1.25 - 1) + 1,000 x (2 - 1) millionths
    writePremiumPicoUsd: 1_250_000_000n,
    // 500 x (1 - 0.10)
    readSavingPicoUsd: 450_000_000n,
    unreadTokensMin: 1500n,
    // three quarters of 1,000 x 1.25 + 1,000 x 2
    unreadPicoUsd: 2_437_500_000n,
    bandGuard: null,
  });
});

test("what is read more than it was written is never called unread", async () => {
  const [advice] = await adviceOn(
    call("2026-11-01T10:00:00Z", { cacheWrite5mTokens: 1000 }),
    call("2026-11-01T10:01:00Z", { cacheReadTokens: 1000 }),
    call("2026-11-01T10:02:00Z", { cacheReadTokens: 1000 }),
  );
  expect(advice).toMatchObject({ unreadTokensMin: 0n, unreadPicoUsd: 0n });
});

test("a one-hour write pays from the first reuse after five minutes on: 2 + 0.10 is less than 2 x 1.25", async () => {
  const [advice] = await adviceOn(call("2026-11-01T10:00:00Z", { cacheWrite5mTokens: 1 }));
  expect(advice?.breakEvenReuses).toBe(1);
});

test("prompts written again within the hour would have been read: the pauses of a session decide", async () => {
  const [advice] = await adviceOn(
    call("2026-11-01T10:00:00Z", { cacheWrite5mTokens: 1000 }),
    // After 20 minutes: of 1,200 written, 1,000 had been in the cache.
    call("2026-11-01T10:20:00Z", { cacheWrite5mTokens: 1200 }),
    // After 3 minutes, after 2 hours, and in another session: no use of an hour.
    call("2026-11-01T10:23:00Z", { cacheWrite5mTokens: 100, cacheReadTokens: 1200 }),
    call("2026-11-01T12:30:00Z", { cacheWrite5mTokens: 1000 }),
    call("2026-11-01T12:50:00Z", { cacheWrite5mTokens: 1000 }, { session: "another" }),
  );
  // 1,000 x (1.25 - 0.10) saved; the 3,300 other written tokens cost 2 instead of 1.25
  expect(advice?.oneHourSavingPicoUsd).toBe(1_150_000_000n - 2_475_000_000n);
});

test("the band guard tells who is over the length, by how much, and who is near it", async () => {
  const haiku = { model: "claude-haiku-5-5", outputTokens: 1000 };
  const [advice] = await adviceOn(
    call("2026-11-01T10:00:00Z", { ...haiku, inputTokens: 89_999 }),
    call("2026-11-01T10:01:00Z", { ...haiku, inputTokens: 90_000 }),
    call("2026-11-01T10:02:00Z", { ...haiku, inputTokens: 100_000 }),
    call("2026-11-01T10:03:00Z", { ...haiku, inputTokens: 100_001 }),
  );
  expect(advice?.bandGuard).toEqual({
    promptTokensMax: 100_000,
    requestsNear: 2n,
    requestsOver: 1n,
    // 100,001 x (0.50 - 0.10) + 1,000 x (2.50 - 0.50) millionths
    extraPicoUsd: 42_000_400_000n,
  });
});

test("keys, features and models are advised apart, the largest saving first", async () => {
  const advice = await adviceOn(
    call("2026-11-01T10:00:00Z", { cacheWrite5mTokens: 10 }),
    call("2026-11-01T10:00:00Z", { cacheWrite5mTokens: 30 }, { accessKeyId: "2" }),
    call("2026-11-01T10:00:00Z", { cacheWrite5mTokens: 20 }, { feature: null }),
    call("2026-11-01T10:00:00Z", { cacheWrite5mTokens: 1, model: "claude-yet-unknown" }),
  );
  expect(advice.map(({ accessKeyId, feature, model }) => [accessKeyId, feature, model])).toEqual([
    ["2", "chat", "claude-haiku-4-5"],
    ["1", null, "claude-haiku-4-5"],
    ["1", "chat", "claude-haiku-4-5"],
    ["1", "chat", "claude-yet-unknown"],
  ]);
  expect(advice.at(-1)).toMatchObject({ unreadPicoUsd: 0n, breakEvenReuses: null });
});

test("of a range with very many requests the latest hours are read that hold no more, and one at least", async () => {
  const written = { cacheWrite5mTokens: 1000 };
  await store.ledger.usage.commit([
    call("2026-11-01T10:00:00Z", written),
    call("2026-11-01T10:30:00Z", written, { accessKeyId: "2" }),
    call("2026-11-01T12:10:00Z", written, { user: null }),
    call("2026-11-01T13:50:00Z", written),
    call("2026-11-01T13:59:00Z", written),
  ]);
  const readFrom = async (requestsMax: number, filter = {}): Promise<readonly unknown[]> => {
    const asked = { ...all, ...filter };
    const books = new PriceBooks();
    const { rows, readFromDate } = await readCacheAdvice(
      autocommit(orm),
      books,
      wholeUsage,
      asked,
      requestsMax,
    );
    return [readFromDate.toISOString(), rows.reduce((sum, row) => sum + row.requests, 0n)];
  };
  expect(await readFrom(5)).toEqual([all.startDate.toISOString(), 5n]);
  expect(await readFrom(4)).toEqual(["2026-11-01T12:00:00.000Z", 3n]);
  expect(await readFrom(1)).toEqual(["2026-11-01T13:00:00.000Z", 2n]);
  // By the sums of a key and of a user.
  expect(await readFrom(3, { accessKeyIds: ["1"] })).toEqual(["2026-11-01T12:00:00.000Z", 3n]);
  expect(await readFrom(1, { accessKeyIds: ["2"] })).toEqual([all.startDate.toISOString(), 1n]);
  expect(await readFrom(2, { users: ["anna"] })).toEqual(["2026-11-01T13:00:00.000Z", 2n]);
  // A range that begins within the hour begins where it was asked to.
  const startDate = new Date("2026-11-01T13:55:00Z");
  expect(await readFrom(1, { startDate })).toEqual([startDate.toISOString(), 1n]);
});
