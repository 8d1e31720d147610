import { createTestLedger } from "@tokenledger/ledger/testing";
import { wholeUsage } from "@tokenledger/usage";
import { Client } from "pg";
import { expect, test } from "vitest";
import { fillUsage } from "./fill-usage.ts";

const DAY_MS = 86_400_000;

/** How many rows lie behind one of a later time. */
const UNORDERED_ROWS = `
  SELECT count(*)::integer AS count FROM (
    SELECT event_id < lag(event_id) OVER (PARTITION BY tableoid, occur_time::date ORDER BY ctid) AS is_before FROM access_key_usage
  ) AS row_pair
  WHERE is_before`;

test("what is filled in is what commits would have written: rows in the order of time, breakdown and statistics agree", async () => {
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
  const client = new Client({ connectionString: store.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ count: number }>(UNORDERED_ROWS);
  // Pages are given out to two connections, and not quite in their order.
  expect(rows[0]?.count).toBeLessThan(100);
  await client.end();
  await store.close();
});
