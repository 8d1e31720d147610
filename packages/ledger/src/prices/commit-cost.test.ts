import type { MikroORM } from "@mikro-orm/postgresql";
import { type CollectedRecord, wholeUsage } from "@tokenledger/usage";
import { readAnthropicPriceBook } from "@tokenledger/usage/anthropic-price-book";
import { makeLine } from "@tokenledger/usage/testing";
import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { AccessKeyUsage } from "../entities/access-key-usage.ts";
import { openDatabase } from "../open-database.ts";
import { historyArbitrary } from "../testing/history-arbitrary.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import { callAt, costOf } from "../testing/priced-calls.ts";
import { emptyUsage } from "../testing/stored-usage.ts";

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
const money = ["statistics", "breakdown", "rollups", "user-rows", "lines"] as const;

const commit = async (...records: readonly CollectedRecord[]) => store.ledger.usage.commit(records);

const storedLines = async () =>
  orm.em.fork().find(AccessKeyUsage, {}, { orderBy: { occurTime: "asc", line: "asc" } });

test("a call one second before midnight costs the old price, one at midnight the new one", async () => {
  const line = { cacheReadTokens: 1_000_000, inputTokens: 0, outputTokens: 0 };
  const lines = [
    makeLine({ model: "claude-sonnet-5-5", cacheWrite5mTokens: 0, cacheWrite1hTokens: 0, ...line }),
  ] as const;
  await commit(
    callAt("2026-10-06T23:59:59Z", "claude-sonnet-5-5", { lines }),
    callAt("2026-10-07T00:00:00Z", "claude-sonnet-5-5", { lines }),
  );
  expect(await storedLines()).toMatchObject([
    { costPicoUsd: 200_000_000_000n, priceVersion: 1 },
    { costPicoUsd: 100_000_000_000n, priceVersion: 1 },
  ]);
});

test("an unknown model is unpriced, not free: the answer says how much and how many are not in it", async () => {
  const receipt = await commit(
    callAt("2026-11-01T10:00:00Z", "claude-haiku-4-5", {
      lines: [
        makeLine({ model: "claude-haiku-4-5" }),
        makeLine({ model: "claude-yet-unknown", kind: "advisor_message" }),
      ],
    }),
    callAt("2026-11-01T10:00:01Z", "claude-yet-unknown"),
  );
  // 100 x 1 + 20 x 1.25 + 10 x 2 + 40 x 0.10 + 50 x 5 millionths of a dollar
  const expected = { costPicoUsd: 399_000_000n, unpricedRequests: 2n, requests: 2n };
  expect(receipt.totals).toHaveLength(6);
  for (const cell of receipt.totals) expect(cell).toMatchObject(expected);
  expect(await store.ledger.queries.overview(wholeUsage, all)).toMatchObject(expected);
  const { points: byModel } = await store.ledger.queries.trends(wholeUsage, "month", "model", all);
  expect(byModel.map(({ group, unpricedRequests }) => [group, unpricedRequests])).toEqual(
    expect.arrayContaining([
      ["claude-haiku-4-5", 1n],
      ["claude-yet-unknown", 1n],
    ]),
  );
  expect(await storedLines()).toMatchObject([
    { costPicoUsd: 399_000_000n },
    { costPicoUsd: null, priceVersion: 1 },
    { costPicoUsd: null, priceVersion: 1 },
  ]);
});

test("a failed call costs nothing, whatever its model", async () => {
  await commit(
    callAt("2026-11-01T10:00:00Z", "claude-yet-unknown", {
      outcome: "error",
      quality: "none",
      lines: [
        makeLine({
          model: "claude-yet-unknown",
          inputTokens: 0,
          outputTokens: 0,
          cacheReadTokens: 0,
          cacheWrite5mTokens: 0,
          cacheWrite1hTokens: 0,
        }),
      ],
    }),
  );
  expect(await store.ledger.queries.overview(wholeUsage, all)).toMatchObject({
    costPicoUsd: 0n,
    unpricedRequests: 0n,
  });
});

test("any records cost the sum of their lines, and keys cost what users and nobody cost", async () => {
  const book = readAnthropicPriceBook();
  await fc.assert(
    fc.asyncProperty(historyArbitrary(20), async (records) => {
      await emptyUsage(orm);
      await commit(...records);
      expect(await store.ledger.checkInvariants({ invariants: money })).toEqual([]);
      const [keys, users] = [
        await store.ledger.queries.statistics(wholeUsage, "access_key", "month", all),
        await store.ledger.queries.statistics(wholeUsage, "user", "month", all),
      ];
      const sum = (rows: typeof keys): bigint =>
        rows.reduce((total, row) => total + row.costPicoUsd, 0n);
      const anonymous = records.filter(({ user }) => user === null);
      expect(sum(keys)).toBe(costOf(records, book));
      expect(sum(keys)).toBe(sum(users) + costOf(anonymous, book));
    }),
    { numRuns: 25 },
  );
});
