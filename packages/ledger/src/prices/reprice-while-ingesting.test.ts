import type { MikroORM } from "@mikro-orm/postgresql";
import { type CollectedRecord, wholeUsage } from "@tokenledger/usage";
import { makeLine } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AccessKeyUsage } from "../entities/access-key-usage.ts";
import { createLedger, type Ledger } from "../ledger.ts";
import { openDatabase } from "../open-database.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import { author, callAt, flatPrices } from "../testing/priced-calls.ts";

const COMMITTERS = 3;
const BATCH = 40;
const CHANGES = 4;
const MODEL = "claude-busy";
const START_MS = Date.parse("2026-11-10T00:00:00Z");

let store: TestLedger;
let orm: MikroORM;
let ledgers: readonly Ledger[];
beforeAll(async () => {
  store = await createTestLedger();
  orm = await openDatabase({ url: store.ownerUrl });
  ledgers = await Promise.all(
    Array.from({ length: COMMITTERS }, async () =>
      createLedger({ url: store.urlAs("tokenledger_ingest") }),
    ),
  );
});
afterAll(async () => {
  await Promise.all(ledgers.map(async (ledger) => ledger.close()));
  await orm.close();
  await store.close();
});

const month = {
  startDate: new Date("2026-11-01T00:00:00Z"),
  endDate: new Date("2026-12-01T00:00:00Z"),
};

const batchOf = (count: number): readonly CollectedRecord[] =>
  Array.from({ length: BATCH }, (_, index) =>
    callAt(new Date(START_MS + count * 1000 + index).toISOString(), MODEL, {
      accessKeyId: String(1 + (index % 5)),
      user: index % 3 === 0 ? null : `user ${index % 4}`,
      lines:
        index % 7 === 0
          ? [
              makeLine({ model: MODEL }),
              makeLine({ model: "claude-nobody", kind: "advisor_message" }),
            ]
          : [makeLine({ model: MODEL })],
    }),
  );

/** Commits without pause until told to stop. @returns how many batches. */
const commitUntil = async (ledger: Ledger, stopped: () => boolean): Promise<number> => {
  let count = 0;
  while (!stopped()) {
    await ledger.usage.commit(batchOf(count));
    count += 1;
  }
  return count;
};

const setPrice = async (picoUsd: bigint): Promise<void> => {
  const { rows } = await store.ledger.prices.book();
  await store.ledger.prices.change({
    ...author,
    remove: rows.filter(({ model }) => model === MODEL).map(({ id }) => id),
    add: flatPrices({ model: MODEL, picoUsd }),
    models: [{ id: MODEL, aliases: [] }],
  });
};

test("while others commit, one re-pricing after each change leaves every line at its price and every sum right", async () => {
  await setPrice(1n);
  let stop = false;
  const committing = Promise.all(ledgers.map(async (ledger) => commitUntil(ledger, () => stop)));
  const runIds: string[] = [];
  for (let change = 1; change <= CHANGES; change += 1) {
    await expect
      .poll(async () => orm.em.fork().count(AccessKeyUsage), { timeout: 20_000 })
      .toBeGreaterThan(change * BATCH * COMMITTERS);
    await setPrice(BigInt(change) * 10n);
    const { runId } = await store.ledger.prices.reprice(month, author);
    runIds.push(runId ?? "");
  }
  stop = true;
  const batchCounts = await committing;
  // Committed while re-pricing ran, after its price was in force: no second pass is needed for them.
  const left = await store.ledger.prices.previewReprice(month);
  expect(left.total.lineCount).toBe(0);
  const recordCount = batchCounts.reduce((sum, count) => sum + count, 0) * BATCH;
  const overview = await store.ledger.queries.overview(wholeUsage, month);
  expect(overview.requests).toBe(BigInt(recordCount));
  expect(overview.costPicoUsd).toBe(BigInt(recordCount * 220 * CHANGES * 10));
  const differences = await store.ledger.checkInvariants({
    invariants: ["statistics", "breakdown", "rollups", "user-rows", "lines"],
  });
  expect(differences).toEqual([]);
  expect(runIds.every((runId) => runId !== "")).toBe(true);
});

test("two re-pricings of the same lines at once do it once", async () => {
  await setPrice(7n);
  const [one, other] = await Promise.all(
    [0, 1].map(async () => store.ledger.prices.reprice(month, author)),
  );
  const { requests, costPicoUsd } = await store.ledger.queries.overview(wholeUsage, month);
  expect((one?.total.lineCount ?? 0) + (other?.total.lineCount ?? 0)).toBe(Number(requests));
  expect(costPicoUsd).toBe(requests * 220n * 7n);
  expect(
    await store.ledger.checkInvariants({ invariants: ["statistics", "breakdown", "rollups"] }),
  ).toEqual([]);
});

test("undone one by one, newest first, the runs give back what was there", async () => {
  const { costPicoUsd } = await store.ledger.queries.overview(wholeUsage, month);
  await setPrice(8n);
  const { runId } = await store.ledger.prices.reprice(month, author);
  await store.ledger.prices.undo(runId ?? "", author);
  expect(await store.ledger.queries.overview(wholeUsage, month)).toMatchObject({ costPicoUsd });
  expect(
    await store.ledger.checkInvariants({
      invariants: ["statistics", "breakdown", "rollups", "user-rows"],
    }),
  ).toEqual([]);
});
