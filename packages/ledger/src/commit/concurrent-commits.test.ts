import { makeCollectedRecord, makeEventId } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createLedger, type Ledger } from "../ledger.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit } from "../statement-runner.ts";
import { useLedger } from "../testing/use-ledger.ts";

const COUNT_DEADLOCKS = {
  text: sqlFile(new URL("../testing/sql/count-deadlocks.sql", import.meta.url)),
  row: z.object({ deadlocks: z.string() }),
};

const WRITERS = 4;
const RECORDS = 1_200;
const BATCH = 150;

const store = useLedger();
let writers: readonly Ledger[];
beforeAll(async () => {
  writers = await Promise.all(
    Array.from({ length: WRITERS }, async () =>
      createLedger({ url: store.urlAs("tokenledger_ingest") }),
    ),
  );
});
afterAll(async () => {
  await Promise.all(writers.map(async (writer) => writer.close()));
});

const shuffled = <Item>(items: readonly Item[]): readonly Item[] =>
  items
    .map((item) => ({ item, rank: Math.random() }))
    .toSorted((left, right) => left.rank - right.rank)
    .map(({ item }) => item);

const batchesOf = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / BATCH) }, (_, index) =>
    items.slice(index * BATCH, (index + 1) * BATCH),
  );

test("four writers of the same shuffled records never deadlock, and count each once", async () => {
  const now = Date.now();
  const records = Array.from({ length: RECORDS }, (_, index) =>
    makeCollectedRecord({
      eventId: makeEventId(now),
      occurTimeMs: now,
      accessKeyId: String(1 + (index % 40)),
      user: `user ${index % 15}`,
      feature: `feature ${index % 4}`,
    }),
  );
  const claimed = await Promise.all(
    writers.map(async (writer) => {
      let count = 0;
      for (const batch of batchesOf(shuffled(records))) {
        count += (await writer.usage.commit(batch)).claimedCount;
      }
      return count;
    }),
  );
  expect(claimed.reduce((sum, count) => sum + count, 0)).toBe(RECORDS);
  const [stats] = await autocommit(store.ownerOrm).rows(COUNT_DEADLOCKS, []);
  expect(stats).toEqual({ deadlocks: "0" });
  const differences = await store.ledger.checkInvariants({
    invariants: ["statistics", "breakdown", "rollups", "user-rows", "lines"],
  });
  expect(differences).toEqual([]);
});
