import type { CollectedRecord, CommitReceipt, StatisticsTotals } from "@tokenledger/usage";
import { makeCollectedRecord, makeEventId, makeLine } from "@tokenledger/usage/testing";
import { beforeEach, expect, test } from "vitest";
import { AccessKeyUsage } from "../entities/access-key-usage.ts";
import { UsageStatistics } from "../entities/usage-statistics.ts";
import { useLedger } from "../testing/use-ledger.ts";
import { emptyUsage, storedUsage } from "../testing/stored-usage.ts";

const BEYOND_DOUBLE = 9_007_199_254_740_993n;

const store = useLedger();
beforeEach(async () => emptyUsage(store.ownerOrm));

const commit = async (...records: readonly CollectedRecord[]): Promise<CommitReceipt> =>
  store.ledger.usage.commit(records);

const storedRows = async () => store.ownerOrm.em.fork().find(AccessKeyUsage, {});

/** The same identity with other content. */
const rivalOf = (record: CollectedRecord, hashDigit: string): CollectedRecord => ({
  ...record,
  payloadHash: hashDigit.repeat(32),
  lines: [makeLine({ inputTokens: 999_999 })],
});

const withoutRevision = (cell: StatisticsTotals): object =>
  Object.fromEntries(Object.entries(cell).filter(([name]) => name !== "revision"));

const cellsOf = (type: string, id: string): readonly object[] =>
  [
    ["hour", Date.UTC(2026, 10, 23, 7)] as const,
    ["day", Date.UTC(2026, 10, 23)] as const,
    ["month", Date.UTC(2026, 10)] as const,
  ].map(([periodType, periodStartMs]) => ({
    dimension: { type, id },
    periodType,
    periodStartMs,
    inputTokens: 200n,
    cacheCreationInputTokens: 74n,
    cacheReadInputTokens: 80n,
    outputTokens: 100n,
    requests: 2n,
    // 100 x 2 + 20 x 2.50 + 10 x 4 + 7 x 2.50 + 40 x 0.10 + 50 x 10 millionths of a dollar, twice
    costPicoUsd: 1_623_000_000n,
    unpricedRequests: 0n,
  }));

test("no records are no work", async () => {
  expect(await commit()).toEqual({ claimedCount: 0, deadLetterCount: 0, totals: [] });
});

test("a record sent twice is counted once, and its cells are told both times", async () => {
  const record = makeCollectedRecord({ user: "anna" });
  const first = await commit(record);
  const second = await commit(record);
  expect(first).toMatchObject({ claimedCount: 1, deadLetterCount: 0 });
  expect(second).toMatchObject({ claimedCount: 0, deadLetterCount: 0 });
  expect(first.totals).toHaveLength(6);
  expect(new Set(second.totals)).toEqual(new Set(first.totals));
});

test("a record twice in one batch is counted once, with all its lines", async () => {
  const record = makeCollectedRecord({ lines: [makeLine(), makeLine({ kind: "compaction" })] });
  const receipt = await commit(record, record, { ...record });
  expect(receipt).toMatchObject({ claimedCount: 1, deadLetterCount: 0 });
  expect(await store.ledger.checkInvariants({ invariants: ["statistics", "lines"] })).toEqual([]);
  expect(await storedRows()).toHaveLength(2);
});

test("totals are absolute, by key id and user name, and a newer revision is greater", async () => {
  const occurTimeMs = Date.UTC(2026, 10, 23, 7, 30);
  const one = makeCollectedRecord({
    accessKeyId: "5",
    user: "bo",
    eventId: makeEventId(occurTimeMs),
    occurTimeMs,
    lines: [makeLine({ cacheWriteUnsplitTokens: 7 })],
  });
  const first = await commit(one);
  const second = await commit({ ...one, eventId: makeEventId(occurTimeMs) });
  expect(second.totals).toHaveLength(6);
  expect(second.totals.map(withoutRevision)).toEqual(
    expect.arrayContaining([...cellsOf("access_key", "5"), ...cellsOf("user", "bo")]),
  );
  const newestBefore = Math.max(...first.totals.map(({ revision }) => Number(revision)));
  expect(second.totals.every(({ revision }) => revision > newestBefore)).toBe(true);
});

test("sums beyond 2^53 keep every digit", async () => {
  const record = makeCollectedRecord({ accessKeyId: "77", user: null });
  await commit(record);
  const where = { dimensionId: "77" };
  await store.ownerOrm.em
    .fork()
    .nativeUpdate(UsageStatistics, where, { totalInputTokens: BEYOND_DOUBLE });
  const { totals } = await commit(record);
  expect(totals.map(({ inputTokens }) => inputTokens)).toEqual([
    BEYOND_DOUBLE,
    BEYOND_DOUBLE,
    BEYOND_DOUBLE,
  ]);
});

test("a record of no user counts for its key alone", async () => {
  const { totals } = await commit(makeCollectedRecord({ user: null }));
  expect(new Set(totals.map(({ dimension }) => dimension.type))).toEqual(new Set(["access_key"]));
});

test("the same event id under two keys of one user is two records", async () => {
  const record = makeCollectedRecord({ accessKeyId: "1", user: "cy" });
  const receipt = await commit(record, { ...record, accessKeyId: "2" });
  expect(receipt).toMatchObject({ claimedCount: 2 });
  const differences = await store.ledger.checkInvariants({
    invariants: ["statistics", "user-rows"],
  });
  expect(differences).toEqual([]);
});

test("another content under a stored id is put aside once, and changes nothing", async () => {
  const record = makeCollectedRecord({ user: "di" });
  await commit(record);
  const before = await storedUsage(store.ownerOrm);
  const rival = rivalOf(record, "b");
  const first = await commit(rival);
  const after = await storedUsage(store.ownerOrm);
  const second = await commit(rival, makeCollectedRecord());
  expect(first).toMatchObject({ claimedCount: 0, deadLetterCount: 1 });
  expect(after.filter((line) => !line.startsWith("dead "))).toEqual(before);
  expect(second).toMatchObject({ claimedCount: 1, deadLetterCount: 0 });
  expect(await store.ledger.deadLetters.list({ countMax: 10 })).toMatchObject([
    {
      reason: "id_reuse_conflict",
      eventId: record.eventId,
      record: { payloadHash: "b".repeat(32) },
    },
  ]);
});

test("of two contents under one id in one batch the first is counted, the other put aside", async () => {
  const record = makeCollectedRecord({ lines: [makeLine()] });
  const rival: CollectedRecord = {
    ...rivalOf(record, "c"),
    lines: [makeLine(), makeLine({ kind: "compaction" })],
  };
  const receipt = await commit(record, rival, record);
  expect(receipt).toMatchObject({ claimedCount: 1, deadLetterCount: 1 });
  expect(await storedRows()).toMatchObject([{ line: 0, inputTokens: 100 }]);
});

test("of two contents in one batch the stored one is a repeat, whichever comes first", async () => {
  const record = makeCollectedRecord();
  await commit(record);
  const receipt = await commit(rivalOf(record, "d"), record);
  expect(receipt).toMatchObject({ claimedCount: 0, deadLetterCount: 1 });
  const [letter] = await store.ledger.deadLetters.list({ countMax: 10 });
  expect(letter?.record).toMatchObject({ payloadHash: "d".repeat(32) });
});

test("row ids are snowflakes: distinct, and of the commit's time", async () => {
  await commit(makeCollectedRecord(), makeCollectedRecord({ lines: [makeLine(), makeLine()] }));
  const ids = (await storedRows()).map(({ id }) => BigInt(id));
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) {
    const time = Number(id >> 22n) + Date.UTC(2020);
    expect(Math.abs(Date.now() - time)).toBeLessThan(60_000);
  }
});
