import { makeCollectedRecord } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestLedger, type TestLedger } from "../testing/index.ts";

let store: TestLedger;
beforeAll(async () => {
  store = await createTestLedger();
});
afterAll(async () => store.close());

test("a record sent twice is counted once, and its cells are told both times", async () => {
  const record = makeCollectedRecord({ user: "anna" });
  const first = await store.ledger.usage.commit([record]);
  const second = await store.ledger.usage.commit([record]);
  expect(first).toMatchObject({ claimedCount: 1, deadLetterCount: 0 });
  expect(second).toMatchObject({ claimedCount: 0, deadLetterCount: 0 });
  expect(first.totals).toHaveLength(6);
  expect(new Set(second.totals)).toEqual(new Set(first.totals));
});
