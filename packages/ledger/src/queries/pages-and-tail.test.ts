import {
  wholeUsage,
  type AccessScope,
  type CollectedRecord,
  type DetailFilter,
  type DetailPage,
  type DetailRow,
} from "@tokenledger/usage";
import { makeCollectedRecord, makeEventId } from "@tokenledger/usage/testing";
import * as fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";
import { inTransaction } from "../statement-runner.ts";
import { fillRows } from "../testing/fill-many.ts";
import {
  HISTORY_END_MS,
  HISTORY_START_MS,
  historyArbitrary,
} from "../testing/history-arbitrary.ts";
import { emptyUsage } from "../testing/stored-usage.ts";
import { useLedger } from "../testing/use-ledger.ts";

const RUNS = 12;

vi.setConfig({ testTimeout: 120_000 });

const store = useLedger();
beforeEach(async () => emptyUsage(store.ownerOrm));

const range = { startDate: new Date(HISTORY_START_MS), endDate: new Date(HISTORY_END_MS) };
const idsOf = (rows: readonly DetailRow[]): readonly string[] => rows.map(({ eventId }) => eventId);
const page = async (filter: DetailFilter): Promise<DetailPage> =>
  store.ledger.queries.details(wholeUsage, filter);

const recordAt = (timeMs: number, change: Partial<CollectedRecord> = {}): CollectedRecord =>
  makeCollectedRecord({ ...change, eventId: makeEventId(timeMs), occurTimeMs: timeMs });

test("whoever turns to the end and back sees the same pages, the other way round", async () => {
  await fc.assert(
    fc.asyncProperty(
      historyArbitrary(14),
      fc.integer({ min: 1, max: 5 }),
      fc.subarray(["anna", "bo"]),
      async (records, pageSize, users) => {
        await emptyUsage(store.ownerOrm);
        await store.ledger.usage.commit(records);
        const question = { ...range, pageSize, users };
        const there: DetailPage[] = [await page(question)];
        expect(there[0]?.previousCursor).toBeNull();
        for (let cursor = there[0]?.nextCursor; typeof cursor === "string";) {
          const next = await page({ ...question, cursor });
          there.push(next);
          cursor = next.nextCursor;
        }
        const back: DetailPage[] = [];
        for (let cursor = there.at(-1)?.previousCursor; typeof cursor === "string";) {
          const before = await page({ ...question, cursor });
          back.unshift(before);
          cursor = before.previousCursor;
        }
        expect(back.map(({ rows }) => idsOf(rows))).toEqual(
          there.slice(0, -1).map(({ rows }) => idsOf(rows)),
        );
      },
    ),
    { numRuns: RUNS },
  );
});

const minute = (count: number): number => HISTORY_START_MS + count * 60_000;

test("going back meets the records that came meanwhile, each once", async () => {
  await store.ledger.usage.commit([1, 2, 3, 4].map((count) => recordAt(minute(count))));
  const first = await page({ ...range, pageSize: 2 });
  const second = await page({ ...range, pageSize: 2, cursor: first.nextCursor ?? "" });
  await store.ledger.usage.commit([recordAt(minute(5)), recordAt(minute(6))]);
  const back = await page({ ...range, pageSize: 2, cursor: second.previousCursor ?? "" });
  expect(idsOf(back.rows)).toEqual(idsOf(first.rows));
  const newest = await page({ ...range, pageSize: 2, cursor: back.previousCursor ?? "" });
  expect(newest.rows.map(({ occurTimeMs }) => occurTimeMs)).toEqual([minute(6), minute(5)]);
  expect(newest.previousCursor).toBeNull();
});

test("a cursor of one filter is refused by another, and none is a way out of a scope", async () => {
  const records = [1, 2, 3].map((count) => recordAt(HISTORY_START_MS + count, { user: "anna" }));
  await store.ledger.usage.commit(records);
  const first = await page({ ...range, users: ["anna"], pageSize: 1 });
  const cursor = first.nextCursor ?? "";
  await expect(page({ ...range, users: ["bo"], pageSize: 1, cursor })).rejects.toMatchObject({
    code: "CURSOR_INVALID",
  });
  const scope: AccessScope = { kind: "user", users: ["bo"] };
  const asked = store.ledger.queries.details(scope, {
    ...range,
    users: ["anna"],
    pageSize: 1,
    cursor,
  });
  await expect(asked).rejects.toMatchObject({ code: "CURSOR_INVALID" });
});

const found = async (filter: Partial<DetailFilter>): Promise<readonly string[]> =>
  idsOf((await page({ ...range, pageSize: 9, ...filter })).rows).toReversed();

test("a record is found by its event id, status, class of status and quality", async () => {
  const good = recordAt(HISTORY_START_MS, { status: 200, quality: "final" });
  const bad = recordAt(HISTORY_START_MS + 1, { status: 429, quality: "none", outcome: "error" });
  const lost = recordAt(HISTORY_START_MS + 2, { status: null, quality: "none" });
  await store.ledger.usage.commit([good, bad, lost]);
  expect(await found({ eventId: bad.eventId })).toEqual([bad.eventId]);
  expect(await found({ eventId: bad.eventId, users: ["nobody"] })).toEqual([]);
  expect(await found({ eventId: makeEventId(0) })).toEqual([]);
  expect(await found({ eventId: "no id" })).toEqual([]);
  expect(await found({ statuses: [200] })).toEqual([good.eventId]);
  expect(await found({ statuses: ["4xx", "none"] })).toEqual([bad.eventId, lost.eventId]);
  expect(await found({ qualities: ["none"], outcomes: ["error"] })).toEqual([bad.eventId]);
});

test("the tail gives each record once, however late its call was, within the filter", async () => {
  const { queries, usage } = store.ledger;
  const anna = (timeMs: number): CollectedRecord => recordAt(timeMs, { user: "anna" });
  await usage.commit([1, 2, 3].map((count) => anna(HISTORY_START_MS + count)));
  const filter = { users: ["anna"], countMax: 2 };
  let { rows, cursor } = await queries.tail(wholeUsage, filter);
  expect(rows.map(({ occurTimeMs }) => occurTimeMs - HISTORY_START_MS)).toEqual([3, 2]);
  ({ rows, cursor } = await queries.tail(wholeUsage, { ...filter, cursor }));
  expect(rows).toEqual([]);
  const late = anna(HISTORY_START_MS - 86_400_000);
  await usage.commit([late, recordAt(HISTORY_START_MS, { user: "bo" })]);
  ({ rows, cursor } = await queries.tail(wholeUsage, { ...filter, cursor }));
  expect(idsOf(rows)).toEqual([late.eventId]);
  await usage.commit([5, 6, 7].map((count) => anna(HISTORY_START_MS + count)));
  const cut = await queries.tail(wholeUsage, { ...filter, cursor });
  expect(cut).toMatchObject({ isCut: true, rows: [{}, {}] });
  const after = await queries.tail(wholeUsage, { ...filter, cursor: cut.cursor });
  expect(after).toMatchObject({ isCut: false, rows: [] });
  await expect(queries.tail(wholeUsage, { countMax: 2, cursor })).rejects.toMatchObject({
    code: "CURSOR_INVALID",
  });
});

test("the tail does not miss a record whose transaction began before another's and ended after", async () => {
  const { queries } = store.ledger;
  const { cursor } = await queries.tail(wholeUsage, { countMax: 9 });
  const quick = recordAt(HISTORY_START_MS);
  const written = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const slowly = inTransaction(store.ownerOrm, async (runner) => {
    await fillRows(runner, { recordCount: 1, dayCount: 0, endMs: Date.now() });
    written.resolve();
    await held.promise;
  });
  await written.promise;
  await store.ledger.usage.commit([quick]);
  const between = await queries.tail(wholeUsage, { countMax: 9, cursor });
  held.resolve();
  await slowly;
  expect(idsOf(between.rows)).toEqual([quick.eventId]);
  const after = await queries.tail(wholeUsage, { countMax: 9, cursor: between.cursor });
  expect(after.rows).toMatchObject([{ requestId: "req_0" }]);
});
