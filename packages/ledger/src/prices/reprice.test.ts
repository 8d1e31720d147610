import type { MikroORM } from "@mikro-orm/postgresql";
import {
  periodTypes,
  type CollectedRecord,
  type RepriceReport,
  wholeUsage,
  type TotalsMirror,
} from "@tokenledger/usage";
import { makeLine } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createLedger, type Ledger } from "../ledger.ts";
import { openDatabase } from "../open-database.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import { author, callAt, flatPrices } from "../testing/priced-calls.ts";
import { emptyUsage, storedUsage } from "../testing/stored-usage.ts";

let store: TestLedger;
let orm: MikroORM;
let ledger: Ledger;
beforeAll(async () => {
  store = await createTestLedger();
  orm = await openDatabase({ url: store.ownerUrl });
  ledger = await createLedger({ url: store.urlAs("tokenledger_server") });
});
beforeEach(async () => emptyUsage(orm));
afterAll(async () => {
  await ledger.close();
  await orm.close();
  await store.close();
});

const month = {
  startDate: new Date("2026-11-01T00:00:00Z"),
  endDate: new Date("2026-12-01T00:00:00Z"),
};
const money = ["statistics", "breakdown", "rollups", "summed-days", "user-rows", "lines"] as const;
const noon = Date.parse("2026-11-10T12:00:00Z");

let modelCount = 0;

/** A model of its own for each test, at 1 pico-USD a token of any class. */
const newModel = async (): Promise<string> => {
  modelCount += 1;
  const model = `claude-reprice-${modelCount}`;
  const add = flatPrices({ model, picoUsd: 1n });
  await ledger.prices.change({ ...author, add, remove: [], models: [{ id: model, aliases: [] }] });
  return model;
};

/** From `noon` on, a token costs 3 pico-USD: a price that becomes known after the calls. */
const landBackDated = async (model: string): Promise<void> => {
  const { rows } = await ledger.prices.book();
  await ledger.prices.change({
    ...author,
    remove: rows.filter((row) => row.model === model).map(({ id }) => id),
    add: [
      ...flatPrices({ model, picoUsd: 1n, validToMs: noon }),
      ...flatPrices({ model, picoUsd: 3n, validFromMs: noon }),
    ],
    models: [],
  });
};

const withoutRun = (report: RepriceReport): RepriceReport => ({ ...report, runId: null });

const usageRows = (stored: readonly string[]): readonly string[] =>
  stored.filter((line) => /^(?:key|user)_row/.test(line));

/** A token line of 220 tokens in all classes together. */
const TOKENS = 220n;

test("a back-dated price re-prices exactly the rows it is for: dry run, apply and undo", async () => {
  const model = await newModel();
  const records: readonly CollectedRecord[] = [
    callAt("2026-11-10T11:59:59.999Z", model),
    callAt("2026-11-10T12:00:00.000Z", model, { accessKeyId: "2", user: null }),
    callAt("2026-11-11T00:00:00Z", model, {
      lines: [
        makeLine({ model: "claude-haiku-4-5" }),
        makeLine({ model, kind: "advisor_message" }),
      ],
    }),
    callAt("2026-11-12T00:00:00Z", "claude-haiku-4-5"),
  ];
  await ledger.usage.commit(records);
  const before = await storedUsage(orm);
  expect(await store.ledger.aggregates.sumDays(new Date("2026-11-13"))).toBe(3);
  await landBackDated(model);
  expect(await storedUsage(orm)).toEqual(before);

  const preview = await ledger.prices.previewReprice(month);
  expect(await storedUsage(orm)).toEqual(before);
  expect(preview.total).toMatchObject({
    lineCount: 2,
    beforePicoUsd: 2n * TOKENS,
    afterPicoUsd: 6n * TOKENS,
    unpricedRequests: 0,
  });
  expect(preview.byAccessKey.map(({ group, lineCount }) => [group, lineCount])).toEqual([
    ["1", 1],
    ["2", 1],
  ]);
  expect(preview.byUser.map(({ group }) => group)).toEqual([null, "anna"]);
  expect(preview.byModel.map(({ group }) => group)).toEqual([model]);
  expect(preview.byDay.map(({ group }) => group)).toEqual(["2026-11-10", "2026-11-11"]);

  const applied = await ledger.prices.reprice(month, author);
  expect(withoutRun(applied)).toEqual(withoutRun(preview));
  expect(await ledger.checkInvariants({ invariants: money })).toEqual([]);
  // Of two days the price of a call is another now.
  expect(await store.ledger.aggregates.sumDays(new Date("2026-11-13"))).toBe(2);
  expect(await ledger.checkInvariants({ invariants: money })).toEqual([]);
  // Of key 1, of anna and of key 2, each an hour, a day and a month.
  const mirror = vi.fn<TotalsMirror>(async () => Promise.resolve());
  expect(await ledger.unmirroredCells.handOver(mirror, 100)).toBe(3 * periodTypes.length);
  const after = await storedUsage(orm);
  const kept = new Set(usageRows(after));
  expect(usageRows(before).filter((line) => !kept.has(line))).toHaveLength(3);
});

test("undo puts back every row and sum, and the audit tells both runs", async () => {
  const model = await newModel();
  await ledger.usage.commit([
    callAt("2026-11-10T12:00:00.000Z", model, { accessKeyId: "2", user: null }),
    callAt("2026-11-11T00:00:00Z", model, {
      lines: [
        makeLine({ model: "claude-haiku-4-5" }),
        makeLine({ model, kind: "advisor_message" }),
      ],
    }),
  ]);
  const before = await storedUsage(orm);
  await landBackDated(model);
  const applied = await ledger.prices.reprice(month, author);
  const undone = await ledger.prices.undo(applied.runId ?? "", author);
  expect(undone).toMatchObject({ total: { lineCount: 2 }, skippedLineCount: 0 });
  expect(await storedUsage(orm)).toEqual(before);
  expect(await ledger.checkInvariants({ invariants: money })).toEqual([]);
  const runs = await ledger.prices.runs();
  expect(runs[1]?.finishTime).toBeInstanceOf(Date);
  expect(runs.slice(0, 2)).toMatchObject([
    { kind: "undo", undoneRunId: applied.runId, differencePicoUsd: -4n * TOKENS, lineCount: 2 },
    {
      kind: "reprice",
      actor: "erin",
      differencePicoUsd: 4n * TOKENS,
    },
  ]);
});

test("re-pricing twice changes nothing the second time, and leaves no trace of it", async () => {
  const model = await newModel();
  await ledger.usage.commit([callAt("2026-11-20T00:00:00Z", model)]);
  await landBackDated(model);
  await ledger.prices.reprice(month, author);
  const [newest] = await ledger.prices.runs();
  const again = await ledger.prices.reprice(month, author);
  expect(again).toMatchObject({ runId: null, total: { lineCount: 0 } });
  expect((await ledger.prices.runs())[0]).toEqual(newest);
});

test("a scope of keys, models and time holds", async () => {
  const [one, other] = [await newModel(), await newModel()];
  await ledger.usage.commit([
    callAt("2026-11-20T00:00:00Z", one, { accessKeyId: "7" }),
    callAt("2026-11-20T00:00:00Z", one, { accessKeyId: "8" }),
    callAt("2026-11-20T00:00:00Z", other, { accessKeyId: "7" }),
    callAt("2026-11-25T00:00:00Z", one, { accessKeyId: "7" }),
  ]);
  await landBackDated(one);
  await landBackDated(other);
  const scope = {
    ...month,
    endDate: new Date("2026-11-25T00:00:00Z"),
    models: [one],
    accessKeyIds: ["7"],
  };
  expect((await ledger.prices.previewReprice(scope)).total.lineCount).toBe(1);
  expect((await ledger.prices.reprice(scope, author)).total.lineCount).toBe(1);
  expect((await ledger.prices.previewReprice(month)).total.lineCount).toBe(3);
});

test("a price that is taken back leaves its lines unpriced, and undo prices them again", async () => {
  const model = await newModel();
  await ledger.usage.commit([callAt("2026-11-20T00:00:00Z", model)]);
  const before = await storedUsage(orm);
  const { rows } = await ledger.prices.book();
  const remove = rows.filter((row) => row.model === model).map(({ id }) => id);
  await ledger.prices.change({ ...author, remove, add: [], models: [] });
  const { runId, total } = await ledger.prices.reprice(month, author);
  expect(total).toMatchObject({ beforePicoUsd: TOKENS, afterPicoUsd: 0n, unpricedRequests: 1 });
  expect(await ledger.queries.overview(wholeUsage, month)).toMatchObject({
    costPicoUsd: 0n,
    unpricedRequests: 1n,
  });
  await ledger.prices.undo(runId ?? "", author);
  expect(await storedUsage(orm)).toEqual(before);
});

test("undo leaves what another run has priced since, and says so", async () => {
  const model = await newModel();
  await ledger.usage.commit([callAt("2026-11-20T00:00:00Z", model)]);
  await landBackDated(model);
  const first = await ledger.prices.reprice(month, author);
  const { rows } = await ledger.prices.book();
  await ledger.prices.change({
    ...author,
    remove: rows.filter((row) => row.model === model && row.picoUsd === 3n).map(({ id }) => id),
    add: flatPrices({ model, picoUsd: 5n, validFromMs: noon }),
    models: [],
  });
  await ledger.prices.reprice(month, author);
  const before = await storedUsage(orm);
  const undone = await ledger.prices.undo(first.runId ?? "", author);
  expect(undone).toMatchObject({ runId: null, total: { lineCount: 0 }, skippedLineCount: 1 });
  expect(await storedUsage(orm)).toEqual(before);
});

test("there is nothing to undo under an id nobody has", async () => {
  for (const runId of ["999999", "run", ""]) {
    await expect(ledger.prices.undo(runId, author)).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
});
