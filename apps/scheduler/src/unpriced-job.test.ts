import { wholeUsage } from "@tokenledger/usage";
import { createTestLedger } from "@tokenledger/ledger/testing";
import type { Ledger } from "@tokenledger/ledger";
import { makeCollectedRecord, makeLine } from "@tokenledger/usage/testing";
import { expect, test } from "vitest";
import { startScheduler } from "./scheduler.ts";
import { unpricedJob } from "./unpriced-job.ts";

const EVERY_SECOND = "* * * * * *";

const record = makeCollectedRecord({
  lines: [
    makeLine({
      model: "claude-later",
      outputTokens: 0,
      cacheReadTokens: 0,
      cacheWrite5mTokens: 0,
      cacheWrite1hTokens: 0,
    }),
  ],
});

const landPrice = async (ledger: Ledger): Promise<void> => {
  const price = {
    model: "claude-later",
    priceClass: "input",
    serviceTier: "standard",
    speed: "standard",
    inferenceGeo: "global",
    promptFromTokens: 0,
    promptToTokens: null,
    picoUsd: 1n,
    validFromMs: null,
    validToMs: null,
    confidence: "official",
    sources: ["a test"],
    note: null,
  } as const;
  const models = [{ id: "claude-later", aliases: [] }];
  await ledger.prices.change({
    add: [price],
    remove: [],
    models,
    actor: "erin",
    reason: "Landed.",
  });
};

test("what was recorded before its price was known is priced once the price lands", async () => {
  const store = await createTestLedger();
  const failures: unknown[] = [];
  const events = {
    succeeded: () => undefined,
    failed: (_job: string, error: unknown) => void failures.push(error),
  };
  const unpriced = async (): Promise<bigint> => {
    const all = { startDate: new Date(0), endDate: new Date(Date.now() + 3_600_000) };
    return (await store.ledger.queries.overview(wholeUsage, all)).unpricedRequests;
  };
  await store.ledger.usage.commit([record]);
  const scheduler = await startScheduler([unpricedJob(store.ledger, EVERY_SECOND)], events);
  expect(await unpriced()).toBe(1n);
  await landPrice(store.ledger);
  await expect.poll(unpriced, { timeout: 10_000 }).toBe(0n);
  await scheduler.close();
  expect(failures).toEqual([]);
  await store.close();
});
