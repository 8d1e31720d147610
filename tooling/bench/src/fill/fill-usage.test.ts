import { createTestLedger } from "@tokenledger/ledger/testing";
import { wholeUsage } from "@tokenledger/usage";
import { expect, test } from "vitest";
import { fillUsage } from "./fill-usage.ts";

const DAY_MS = 86_400_000;

test("what is filled in is what commits would have written: rows, breakdown and statistics agree", async () => {
  const store = await createTestLedger();
  const endMs = Date.UTC(2026, 10, 2);
  const plan = { recordCount: 2_000, accessKeyCount: 20, userCount: 30, dayCount: 3, endMs };
  await fillUsage(store.ownerUrl, store.ledger, plan);
  expect(await store.ledger.checkInvariants()).toEqual([]);
  const overview = await store.ledger.queries.overview(wholeUsage, {
    startDate: new Date(endMs - plan.dayCount * DAY_MS),
    endDate: new Date(endMs),
  });
  expect(overview.requests).toBe(2_000n);
  expect(overview.activeAccessKeys).toBe(20);
  await store.close();
});
