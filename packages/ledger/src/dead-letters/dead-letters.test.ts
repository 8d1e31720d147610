import { makeCollectedRecord, makeLine } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestLedger, type TestLedger } from "../testing/index.ts";

let store: TestLedger;
beforeAll(async () => {
  store = await createTestLedger();
});
afterAll(async () => store.close());

test("dead letters are told newest first, page by page, until somebody deals with them", async () => {
  const { deadLetters, usage } = store.ledger;
  const bad = [1, 2, 3].map((attempt) =>
    makeCollectedRecord({ attempt, lines: [makeLine({ inputTokens: -1 })] }),
  );
  for (const record of bad) await usage.commit([record]);
  expect(await deadLetters.countOpen()).toBe(3);

  const first = await deadLetters.list({ countMax: 2 });
  expect(first).toMatchObject([{ record: { attempt: 3 } }, { record: { attempt: 2 } }]);
  const beforeId = first.at(-1)?.id ?? "";
  const second = await deadLetters.list({ countMax: 2, beforeId });
  expect(second).toMatchObject([{ record: { attempt: 1 } }]);

  const at = new Date("2026-11-23T12:00:00Z");
  const resolved = await deadLetters.resolve(beforeId, at);
  expect(resolved.resolveTime).toEqual(at);
  const again = await deadLetters.resolve(beforeId, new Date());
  expect(again.resolveTime).toEqual(at);
  expect(await deadLetters.countOpen()).toBe(2);
  expect(await deadLetters.list({ countMax: 9, openOnly: true })).toHaveLength(2);
});
