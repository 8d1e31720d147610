import { createTestLedger, type TestLedger } from "@tokenledger/ledger/testing";
import { makeCollectedRecord, makeEventId } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { partitionsJob } from "./partitions-job.ts";

const DAY_MS = 86_400_000;

let store: TestLedger;
beforeAll(async () => {
  store = await createTestLedger();
});
afterAll(async () => store.close());

test("what is filled into a new ledger, a quarter back, finds the partition of its month", async () => {
  const now = new Date();
  await partitionsJob(store.ledger, "0 4 * * *").run(now);
  const occurTimeMs = now.getTime() - 92 * DAY_MS;
  const record = makeCollectedRecord({ eventId: makeEventId(occurTimeMs), occurTimeMs });
  expect(await store.ledger.usage.commit([record])).toMatchObject({ claimedCount: 1 });
  expect(await store.ledger.ensurePartitions(now)).toMatchObject({ defaultRowCount: 0 });
});
