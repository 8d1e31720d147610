import { wholeUsage } from "@tokenledger/usage";
import type { MikroORM } from "@mikro-orm/postgresql";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { UsageBreakdown } from "../entities/usage-breakdown.ts";
import { openDatabase } from "../open-database.ts";
import { autocommit } from "../statement-runner.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import { author, callAt, flatPrices } from "../testing/priced-calls.ts";
import { useOrm } from "../testing/use-ledger.ts";
import { emptyUsage, storedUsage } from "../testing/stored-usage.ts";
import { applyChanges, type ChangePage } from "./apply-changes.ts";
import { repricedLines } from "./line-change.ts";
import { PriceBooks } from "./price-books.ts";

let store: TestLedger;
let orm: MikroORM;
beforeAll(async () => {
  store = await createTestLedger();
  orm = await openDatabase({ url: store.ownerUrl });
});
const server = useOrm(() => store.urlAs("tokenledger_server"));
beforeEach(async () => emptyUsage(orm));
afterAll(async () => {
  await orm.close();
  await store.close();
});

const month = {
  startDate: new Date("2026-11-01T00:00:00Z"),
  endDate: new Date("2026-12-01T00:00:00Z"),
};
const money = ["statistics", "breakdown", "rollups", "user-rows", "lines"] as const;
const start = { ...author, kind: "reprice", undoneRunId: null } as const;
const MODEL = "claude-cut-off";

const setPrice = async (picoUsd: bigint): Promise<void> => {
  const { rows } = await store.ledger.prices.book();
  await store.ledger.prices.change({
    ...author,
    remove: rows.filter(({ model }) => model === MODEL).map(({ id }) => id),
    add: flatPrices({ model: MODEL, picoUsd }),
    models: [{ id: MODEL, aliases: [] }],
  });
};

const records = [1, 2, 3].map((day) => callAt(`2026-11-0${day}T00:00:00Z`, MODEL));

/** A page a record; `between` runs after the first. */
const pages = async function* (between: () => Promise<void>): AsyncGenerator<ChangePage> {
  for (const [index, identity] of records.entries()) {
    yield { identities: [identity], decide: repricedLines };
    if (index === 0) await between();
  }
};

const apply = async (between: () => Promise<void>) => {
  const context = { orm: server.orm, books: new PriceBooks() };
  return applyChanges(context, pages(between), start);
};

test("cut off anywhere, what is changed is changed whole; asked again, it does the rest; both can be undone", async () => {
  await setPrice(1n);
  await store.ledger.usage.commit(records);
  const before = await storedUsage(orm);
  await setPrice(2n);
  await expect(apply(async () => Promise.reject(new Error("power lost")))).rejects.toThrow(
    "power lost",
  );
  expect(await store.ledger.checkInvariants({ invariants: money })).toEqual([]);
  const [cutOff] = await store.ledger.prices.runs();
  expect(cutOff).toMatchObject({ lineCount: 1, finishTime: null });
  const { runId, total } = await store.ledger.prices.reprice(month, author);
  expect(total.lineCount).toBe(2);
  expect(await store.ledger.queries.overview(wholeUsage, month)).toMatchObject({
    costPicoUsd: 3n * 440n,
  });
  for (const id of [runId, cutOff?.id]) await store.ledger.prices.undo(id ?? "", author);
  expect(await storedUsage(orm)).toEqual(before);
});

test("a run ends when the prices change under it: no report mixes two editions", async () => {
  await setPrice(1n);
  await store.ledger.usage.commit(records);
  await setPrice(2n);
  await expect(apply(async () => setPrice(3n))).rejects.toMatchObject({ code: "PRICES_CHANGED" });
  expect(await store.ledger.checkInvariants({ invariants: money })).toEqual([]);
  await store.ledger.prices.reprice(month, author);
  expect(await store.ledger.queries.overview(wholeUsage, month)).toMatchObject({
    costPicoUsd: 3n * 660n,
  });
});

test("a sum that is missing stops the run before anything of the page is changed", async () => {
  await setPrice(1n);
  await store.ledger.usage.commit(records);
  await setPrice(2n);
  await orm.em.fork().nativeDelete(UsageBreakdown, {});
  const before = await storedUsage(orm);
  await expect(apply(async () => Promise.resolve())).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(await storedUsage(orm)).toEqual(before);
});

test("the book that is cached is the one of its version", async () => {
  const books = new PriceBooks();
  const first = await books.at(autocommit(orm), 1);
  expect(await books.at(autocommit(orm), 1)).toBe(first);
});
