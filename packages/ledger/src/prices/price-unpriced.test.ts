import { wholeUsage } from "@tokenledger/usage";
import type { MikroORM } from "@mikro-orm/postgresql";
import { makeLine } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { openDatabase } from "../open-database.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import { author, callAt, flatPrices } from "../testing/priced-calls.ts";
import { emptyUsage, storedUsage } from "../testing/stored-usage.ts";
import { PriceBooks } from "./price-books.ts";
import { createPriceLedger } from "./price-ledger.ts";

let store: TestLedger;
let orm: MikroORM;
beforeAll(async () => {
  store = await createTestLedger();
  orm = await openDatabase({ url: store.ownerUrl });
});
beforeEach(async () => emptyUsage(orm));
afterAll(async () => {
  await orm.close();
  await store.close();
});

const all = { startDate: new Date(0), endDate: new Date("2027-01-01T00:00:00Z") };
const money = ["statistics", "breakdown", "rollups", "user-rows", "lines"] as const;

const land = async (model: string, picoUsd = 1n): Promise<void> => {
  await store.ledger.prices.change({
    ...author,
    add: flatPrices({ model, picoUsd }),
    remove: [],
    models: [{ id: model, aliases: [] }],
  });
};

test("unpriced lines price themselves when their price lands, and only they", async () => {
  const { prices, usage, queries } = store.ledger;
  await usage.commit([
    callAt("2026-11-01T10:00:00Z", "claude-late"),
    callAt("2026-11-02T10:00:00Z", "claude-never"),
    callAt("2026-11-03T10:00:00Z", "claude-haiku-4-5", {
      lines: [
        makeLine({ model: "claude-haiku-4-5" }),
        makeLine({ model: "claude-late", kind: "advisor_message" }),
        makeLine({ model: "claude-never", kind: "advisor_message" }),
      ],
    }),
  ]);
  await prices.priceUnpriced();
  expect(await queries.overview(wholeUsage, all)).toMatchObject({
    costPicoUsd: 399_000_000n,
    unpricedRequests: 3n,
  });
  await land("claude-late");
  const report = await prices.priceUnpriced();
  expect(report.total).toMatchObject({
    lineCount: 2,
    beforePicoUsd: 0n,
    afterPicoUsd: 440n,
    unpricedRequests: -1,
  });
  expect(await queries.overview(wholeUsage, all)).toMatchObject({
    costPicoUsd: 399_000_440n,
    unpricedRequests: 2n,
  });
  expect(await store.ledger.checkInvariants({ invariants: money })).toEqual([]);
  expect((await prices.runs())[0]).toMatchObject({ kind: "unpriced", actor: "tokenledger" });
});

test("the pass is made once an edition: repeated, it changes nothing", async () => {
  const { prices, usage } = store.ledger;
  await usage.commit([callAt("2026-11-01T10:00:00Z", "claude-twice")]);
  await land("claude-twice");
  expect((await prices.priceUnpriced()).total.lineCount).toBe(1);
  const before = await storedUsage(orm);
  const runs = await prices.runs();
  expect((await prices.priceUnpriced()).total.lineCount).toBe(0);
  expect(await storedUsage(orm)).toEqual(before);
  expect(await prices.runs()).toEqual(runs);
});

test("a price that lands during the pass makes it begin again, with the new edition", async () => {
  const { usage, prices } = store.ledger;
  await usage.commit([
    callAt("2026-11-01T10:00:00Z", "claude-before"),
    callAt("2026-11-02T10:00:00Z", "claude-meanwhile"),
  ]);
  await land("claude-before");
  const books = new PriceBooks();
  const hold = vi.spyOn(books, "hold");
  const original = PriceBooks.prototype.hold.bind(books);
  const reached = Promise.withResolvers<void>();
  // Waited for out here: in there it would join the transaction of the pass.
  const landed = reached.promise.then(async () => land("claude-meanwhile"));
  hold.mockImplementationOnce(original).mockImplementationOnce(async (runner) => {
    reached.resolve();
    await landed;
    return original(runner);
  });
  const report = await createPriceLedger(orm, books).priceUnpriced();
  expect(report).toMatchObject({
    priceVersion: (await prices.book()).version,
    total: { lineCount: 2, unpricedRequests: -2 },
  });
  expect((await prices.priceUnpriced()).total.lineCount).toBe(0);
});

test("more unpriced lines than a page are all priced, those without a price passed over", async () => {
  const { prices, usage, queries } = store.ledger;
  const start = Date.parse("2026-11-05T00:00:00Z");
  const records = Array.from({ length: 4500 }, (_, index) =>
    callAt(
      new Date(start + index).toISOString(),
      index % 3 === 0 ? "claude-never" : "claude-many",
      { accessKeyId: String(1 + (index % 7)) },
    ),
  );
  for (let from = 0; from < records.length; from += 500) {
    await usage.commit(records.slice(from, from + 500));
  }
  await land("claude-many");
  const { total } = await prices.priceUnpriced();
  expect(total).toMatchObject({ lineCount: 3000, unpricedRequests: -3000 });
  expect(await queries.overview(wholeUsage, all)).toMatchObject({
    costPicoUsd: 3000n * 220n,
    unpricedRequests: 1500n,
  });
  expect(await store.ledger.checkInvariants({ invariants: money })).toEqual([]);
});
