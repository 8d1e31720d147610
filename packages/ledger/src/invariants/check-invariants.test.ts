import { makeCollectedRecord, makeEventId, makeLine } from "@tokenledger/usage/testing";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { AccessKeyUsage } from "../entities/access-key-usage.ts";
import { UsageBreakdown } from "../entities/usage-breakdown.ts";
import { UsageStatistics } from "../entities/usage-statistics.ts";
import { UserUsage } from "../entities/user-usage.ts";
import { useLedger } from "../testing/use-ledger.ts";
import { emptyUsage } from "../testing/stored-usage.ts";

const occurTimeMs = Date.UTC(2026, 10, 5, 6, 7);

const store = useLedger();
beforeAll(async () => {
  await store.ledger.adminDirectory.createAccessKey({
    keyId: "k",
    secretHash: "00",
    last4: "abcd",
    name: "the key with id 1",
    scopes: ["collect"],
    expiresAt: null,
  });
});
beforeEach(async () => {
  await emptyUsage(store.ownerOrm);
  const lines = [makeLine(), makeLine({ kind: "compaction" })] as const;
  const eventId = makeEventId(occurTimeMs);
  await store.ledger.usage.commit([
    makeCollectedRecord({ user: "anna", eventId, occurTimeMs, lines }),
  ]);
});

const broken = async (): Promise<readonly string[]> => {
  const differences = await store.ledger.checkInvariants();
  return differences.map(({ invariant, subject }) => `${invariant}: ${subject}`);
};

const countWithin = async (start: number, end: number): Promise<number> => {
  const range = { startDate: new Date(start), endDate: new Date(end) };
  return (await store.ledger.checkInvariants({ range })).length;
};

test("after commits nothing differs", async () => {
  expect(await broken()).toEqual([]);
});

test("a statistics cell that somebody changed is told with both sums", async () => {
  const where = { dimensionType: "user", periodType: "day" } as const;
  await store.ownerOrm.em.fork().nativeUpdate(UsageStatistics, where, { totalOutputTokens: 1n });
  const [difference, ...others] = await store.ledger.checkInvariants();
  expect(others).toEqual([]);
  expect(difference).toMatchObject({
    invariant: "statistics",
    expected: "{200,60,80,100,1,0,1588000000,0}",
    actual: "{200,60,80,1,1,0,1588000000,0}",
  });
  expect(difference?.subject).toMatch(/^user \d+ day 2026-11-05 00:00:00$/);
});

test("a cell without rows, and rows without a cell, are told", async () => {
  await store.ownerOrm.em.fork().nativeDelete(UsageStatistics, { periodType: "hour" });
  expect(await broken()).toEqual([
    "statistics: access_key 1 hour 2026-11-05 06:00:00",
    expect.stringMatching(/^statistics: user \d+ hour 2026-11-05 06:00:00$/),
  ]);
  await store.ownerOrm.em.fork().nativeDelete(UserUsage, {});
  expect(
    (await broken()).filter((text) => /^(statistics|user-rows): user/.test(text)),
  ).toHaveLength(4);
});

test("a breakdown cell that somebody changed is told, and that everybody's sums are not what it says", async () => {
  const where = { dimensionType: "access_key" } as const;
  await store.ownerOrm.em
    .fork()
    .nativeUpdate(UsageBreakdown, where, { totalCacheWrite5mTokens: 1n });
  expect(await broken()).toEqual([
    "breakdown: access_key 1 2026-11-05 06:00:00 'claude-sonnet-5-5' 'chat'",
    "rollups: model 'claude-sonnet-5-5' hour 2026-11-05 06:00:00",
    "rollups: model 'claude-sonnet-5-5' day 2026-11-05 00:00:00",
    "rollups: feature 'chat' hour 2026-11-05 06:00:00",
    "rollups: feature 'chat' day 2026-11-05 00:00:00",
  ]);
});

test("a line without its claim is told", async () => {
  await store.ownerOrm.em.fork().nativeDelete(AccessKeyUsage, { line: 0 });
  expect(await broken()).toContainEqual(expect.stringMatching(/^lines: key 1 /));
});

test("a key that usage names and nobody has is told", async () => {
  await store.ledger.usage.commit([makeCollectedRecord({ accessKeyId: "404" })]);
  expect(await broken()).toEqual(["orphans: access_key 404"]);
});

test("a range is checked alone, and only periods that lie in it", async () => {
  const where = { dimensionType: "access_key" } as const;
  await store.ownerOrm.em.fork().nativeUpdate(UsageStatistics, where, { totalRequests: 9n });
  expect(await countWithin(Date.UTC(2026, 10, 5, 6), Date.UTC(2026, 10, 5, 7))).toBe(1);
  expect(await countWithin(Date.UTC(2026, 10, 5), Date.UTC(2026, 10, 6))).toBe(2);
  expect(await countWithin(Date.UTC(2026, 10), Date.UTC(2026, 11))).toBe(3);
  expect(await countWithin(Date.UTC(2026, 9), Date.UTC(2026, 10))).toBe(0);
});
