import type { MikroORM } from "@mikro-orm/postgresql";
import type { PriceRow } from "@tokenledger/usage";
import { readAnthropicPriceBook } from "@tokenledger/usage/anthropic-price-book";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { openDatabase } from "../open-database.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit, inTransaction } from "../statement-runner.ts";
import { useOrm } from "../testing/use-ledger.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import { author, priceOf } from "../testing/priced-calls.ts";
import { PriceBooks } from "./price-books.ts";

const COUNT_WAITING = {
  text: sqlFile(new URL("../testing/sql/count-waiting.sql", import.meta.url)),
  row: z.object({ waiting: z.int() }),
};

let store: TestLedger;
let orm: MikroORM;
beforeAll(async () => {
  store = await createTestLedger();
  orm = await openDatabase({ url: store.ownerUrl });
});
const flusher = useOrm(() => store.urlAs("tokenledger_ingest"));
afterAll(async () => {
  await orm.close();
  await store.close();
});

/** A row's content: ids are the ledger's own. */
const content = (row: PriceRow): string =>
  JSON.stringify({ ...row, id: "", picoUsd: row.picoUsd.toString() });

const noChange = { ...author, add: [], remove: [], models: [] };

test("a fresh ledger has the prices this release ships, row for row", async () => {
  const shipped = readAnthropicPriceBook();
  const stored = await store.ledger.prices.book(1);
  expect(stored.version).toBe(1);
  expect(stored.rows.map(content).toSorted()).toEqual(shipped.rows.map(content).toSorted());
  expect(stored.resolve("claude-3-7-sonnet-latest")).toBe("claude-3-7-sonnet");
  expect(stored.resolve("claude-mythos-5-2")).toBe("claude-mythos-5-2");
});

test("a change makes an edition, and every earlier one can still be read", async () => {
  const { prices } = store.ledger;
  const before = await prices.book();
  const added = await prices.change({
    ...noChange,
    add: [priceOf({ model: "claude-editions", picoUsd: 5n })],
    models: [{ id: "claude-editions", aliases: ["editions-latest"] }],
  });
  const row = added.rows.find(({ model }) => model === "claude-editions");
  const corrected = await prices.change({
    ...noChange,
    reason: "It costs 7.",
    add: [priceOf({ model: "claude-editions", picoUsd: 7n })],
    remove: [row?.id ?? ""],
  });
  expect([added.version, corrected.version]).toEqual([before.version + 1, before.version + 2]);
  const priceAt = async (version: number): Promise<bigint | undefined> =>
    (await prices.book(version)).rows.find(({ model }) => model === "claude-editions")?.picoUsd;
  expect(await priceAt(before.version)).toBeUndefined();
  expect(await priceAt(added.version)).toBe(5n);
  expect(await priceAt(corrected.version)).toBe(7n);
  expect((await prices.book()).resolve("editions-latest")).toBe("claude-editions");
  expect((await prices.versions()).slice(0, 2)).toMatchObject([
    {
      version: corrected.version,
      actor: "erin",
      reason: "It costs 7.",
      addedCount: 1,
      removedCount: 1,
    },
    { version: added.version, addedCount: 1, removedCount: 0 },
  ]);
});

test("a contradiction, an unknown row and a name taken are refused, and make no edition", async () => {
  const { prices } = store.ledger;
  const { version } = await prices.book();
  const haiku = { model: "claude-haiku-4-5", validFromMs: Date.UTC(2027, 0) };
  await expect(prices.change({ ...noChange, add: [priceOf(haiku)] })).rejects.toMatchObject({
    code: "PRICE_ROWS_OVERLAP",
  });
  await expect(prices.change({ ...noChange, remove: ["nothing"] })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  const taken = [{ id: "claude-other", aliases: ["claude-opus-4-0"] }];
  await expect(prices.change({ ...noChange, models: taken })).rejects.toMatchObject({
    code: "PRICE_NAME_AMBIGUOUS",
  });
  expect((await prices.book()).version).toBe(version);
  await expect(prices.book(version + 1)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a change that changes nothing makes no edition", async () => {
  const { prices } = store.ledger;
  const { version } = await prices.book();
  const known = [{ id: "claude-opus-5", aliases: [] }];
  expect((await prices.change({ ...noChange, models: known })).version).toBe(version);
});

test("changes at the same moment take turns: each is whole, none is lost", async () => {
  const { prices } = store.ledger;
  const { version } = await prices.book();
  const changes = Array.from({ length: 6 }, (_, index) => ({
    ...noChange,
    add: [priceOf({ model: `claude-turn-${index}` })],
    models: [{ id: `claude-turn-${index}`, aliases: [] }],
  }));
  const books = await Promise.all(changes.map(async (change) => prices.change(change)));
  expect(books.map((book) => book.version).toSorted((one, other) => one - other)).toEqual(
    changes.map((_, index) => version + 1 + index),
  );
  const turns = (await prices.book()).rows.filter(({ model }) => model.startsWith("claude-turn-"));
  expect(turns).toHaveLength(6);
});

test("an edition stays in force while somebody prices with it: the change waits", async () => {
  const { prices } = store.ledger;
  const order: string[] = [];
  const held = Promise.withResolvers<number>();
  const release = Promise.withResolvers<undefined>();
  const pricing = inTransaction(flusher.orm, async (runner) => {
    held.resolve((await new PriceBooks().hold(runner)).version);
    await release.promise;
    order.push("priced");
  });
  const version = await held.promise;
  const models = [{ id: "claude-waited", aliases: [] }];
  const changing = prices.change({ ...noChange, models }).then(() => order.push("changed"));
  await expect.poll(async () => autocommit(orm).rows(COUNT_WAITING, [])).toEqual([{ waiting: 1 }]);
  release.resolve(undefined);
  await Promise.all([pricing, changing]);
  expect(order).toEqual(["priced", "changed"]);
  expect((await prices.book()).version).toBe(version + 1);
});
