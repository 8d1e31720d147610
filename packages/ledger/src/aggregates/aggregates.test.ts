import type { AggregateJob, CollectedRecord, NewAggregateJob } from "@tokenledger/usage";
import { makeCollectedRecord, makeEventId, makeLine } from "@tokenledger/usage/testing";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { UsageBreakdown } from "../entities/usage-breakdown.ts";
import { UsageRollup } from "../entities/usage-rollup.ts";
import { UsageStatistics } from "../entities/usage-statistics.ts";
import { emptyUsage, storedUsage } from "../testing/stored-usage.ts";
import { useLedger } from "../testing/use-ledger.ts";

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 9, 30);
const END_MS = Date.UTC(2026, 10, 3);

const store = useLedger();
beforeAll(async () => {
  await store.ledger.ensurePartitions(new Date(), new Date(START_MS));
  for (const keyId of ["a", "b"]) {
    await store.ledger.adminDirectory.createAccessKey({
      keyId,
      secretHash: "00",
      last4: "abcd",
      name: keyId,
      scopes: ["collect"],
      expiresAt: null,
    });
  }
});
beforeEach(async () => emptyUsage(store.ownerOrm));

/** Two keys, two users and nobody, three models, every four hours of four days across the end of a month. */
const history = (): readonly CollectedRecord[] =>
  Array.from({ length: 24 }, (_, index) => {
    const occurTimeMs = START_MS + index * 4 * 3_600_000;
    return makeCollectedRecord({
      eventId: makeEventId(occurTimeMs),
      occurTimeMs,
      accessKeyId: String(1 + (index % 2)),
      user: index % 5 === 0 ? null : `user ${String(index % 2)}`,
      outcome: index % 6 === 0 ? "error" : "complete",
      lines: [makeLine({ model: `claude-${String(index % 3)}` }), makeLine({ kind: "compaction" })],
    });
  });

const run = async (job: Partial<NewAggregateJob> = {}): Promise<AggregateJob> => {
  const { id } = await store.ledger.aggregates.start({
    kind: "verify",
    isDryRun: false,
    dimensionType: null,
    dimensionId: null,
    startDate: new Date(START_MS),
    endDate: new Date(END_MS),
    actor: "erin",
    reason: "a test",
    ...job,
  });
  expect(await store.ledger.aggregates.work("test")).toBe(1);
  return store.ledger.aggregates.get(id);
};

const broken = async () =>
  store.ledger.checkInvariants({
    invariants: ["statistics", "breakdown", "rollups", "user-rows", "lines"],
  });

const spoil = async (): Promise<void> => {
  const em = store.ownerOrm.em.fork();
  const day = new Date(START_MS + DAY_MS);
  await em.nativeUpdate(
    UsageStatistics,
    { dimensionType: "access_key", dimensionId: "1", periodType: "day", periodStart: day },
    { totalOutputTokens: 7n },
  );
  await em.nativeDelete(UsageStatistics, {
    dimensionType: "user",
    periodType: "hour",
    periodStart: { $lt: day },
  });
  await em.nativeDelete(UsageStatistics, {
    dimensionType: "access_key",
    dimensionId: "2",
    periodType: "month",
  });
  await em.nativeUpdate(UsageBreakdown, { model: "claude-1" }, { totalRequests: 9n });
  await em.nativeDelete(UsageBreakdown, { model: "claude-2" });
};

test.each(["verify", "rebuild"] as const)(
  "%s of right sums changes nothing, finds nothing, and says how much it looked at",
  async (kind) => {
    await store.ledger.usage.commit(history());
    const before = await storedUsage(store.ownerOrm);
    const job = await run({ kind });
    expect(job).toMatchObject({
      state: "done",
      dayCount: 4,
      doneDayCount: 4,
      skippedDayCount: 0,
      // Two keys and two users, four days and two months.
      unitCount: 24,
      differenceCount: 0,
      breakdownDifferenceCount: 0,
      differences: [],
      error: null,
    });
    expect(await storedUsage(store.ownerOrm)).toEqual(before);
  },
);

test.each(["verify", "rebuild"] as const)(
  "%s first tells what differs without touching it, then makes every sum what the rows say",
  async (kind) => {
    await store.ledger.usage.commit(history());
    const right = await storedUsage(store.ownerOrm);
    await spoil();
    const spoilt = await storedUsage(store.ownerOrm);
    const dry = await run({ kind, isDryRun: true });
    expect(await storedUsage(store.ownerOrm)).toEqual(spoilt);
    const day = dry.differences.find(
      ({ dimension, periodType }) => dimension.id === "1" && periodType === "day",
    );
    expect(day).toMatchObject({ before: { outputTokens: 7n }, after: { outputTokens: 300n } });
    expect(dry.breakdownDifferenceCount).toBeGreaterThan(0);
    const job = await run({ kind });
    expect(job.differenceCount).toBeGreaterThan(0);
    expect(await storedUsage(store.ownerOrm)).toEqual(right);
    expect(await broken()).toEqual([]);
    expect(await run()).toMatchObject({ differenceCount: 0, breakdownDifferenceCount: 0 });
  },
);

test("sums of everybody that are not those of the breakdown are mended, and a dry run says how many", async () => {
  await store.ledger.usage.commit(history());
  const right = await storedUsage(store.ownerOrm);
  const em = store.ownerOrm.em.fork();
  const day = new Date(START_MS + DAY_MS);
  const ofDay = { periodType: "day", periodStart: day } as const;
  await em.nativeUpdate(UsageRollup, { labelType: "user", ...ofDay }, { totalOutputTokens: 7n });
  await em.nativeUpdate(UsageRollup, { labelType: "model", ...ofDay }, { totalRequests: 7n });
  await em.nativeDelete(UsageRollup, { labelType: "feature", ...ofDay });
  const count = (await broken()).length;
  expect(count).toBeGreaterThan(2);
  const dry = await run({ isDryRun: true });
  expect(dry).toMatchObject({ differenceCount: 0, breakdownDifferenceCount: count });
  expect(await broken()).toHaveLength(count);
  expect(await run()).toMatchObject({ breakdownDifferenceCount: count });
  expect(await storedUsage(store.ownerOrm)).toEqual(right);
});

test("cells without any row are taken away, and the counters are told of it", async () => {
  const em = store.ownerOrm.em.fork();
  await store.ledger.usage.commit(history());
  await store.ownerOrm.em.getConnection().execute("DELETE FROM access_key_usage");
  await store.ownerOrm.em.getConnection().execute("DELETE FROM user_usage");
  await run({ kind: "rebuild" });
  expect(await em.count(UsageStatistics)).toBe(0);
  expect(await em.count(UsageBreakdown)).toBe(0);
});

test("a day whose rows were dropped keeps its sums", async () => {
  const months = [Date.UTC(2019, 0, 30), Date.UTC(2019, 1, 2)] as const;
  await store.ledger.ensurePartitions(new Date(months[1]), new Date(months[0]));
  const records = months.map((occurTimeMs) =>
    makeCollectedRecord({ accessKeyId: "1", occurTimeMs, eventId: makeEventId(occurTimeMs) }),
  );
  await store.ledger.usage.commit(records);
  for (const table of ["access_key_usage_2019_01", "user_usage_2019_01"]) {
    await store.ownerOrm.em.getConnection().execute(`DROP TABLE ${table}`);
  }
  const sums = async () =>
    store.ownerOrm.em.fork().count(UsageStatistics, { periodStart: { $lt: new Date(months[1]) } });
  const before = await sums();
  const range = { startDate: new Date(months[0]), endDate: new Date(months[1] + DAY_MS) };
  const job = await run({ kind: "rebuild", ...range });
  expect(job).toMatchObject({ state: "done", dayCount: 4, differenceCount: 0 });
  expect(job.skippedDayCount).toBeGreaterThan(0);
  expect(await sums()).toBe(before);
});

test("one dimension is rebuilt alone, and others stay as they are", async () => {
  await store.ledger.usage.commit(history());
  await spoil();
  const job = await run({ kind: "rebuild", dimensionType: "access_key", dimensionId: "1" });
  expect(job.differenceCount).toBe(1);
  expect((await broken()).every(({ subject }) => !subject.startsWith("access_key 1 "))).toBe(true);
  expect(await broken()).not.toEqual([]);
});

test("stopped between two days, a job goes on at the next one, in whatever process", async () => {
  await store.ledger.usage.commit(history());
  await spoil();
  const stopping = new AbortController();
  const { id } = await store.ledger.aggregates.start({
    kind: "rebuild",
    isDryRun: false,
    dimensionType: null,
    dimensionId: null,
    startDate: new Date(START_MS + 1),
    endDate: new Date(END_MS - 1),
    actor: "erin",
    reason: "a test",
  });
  const states: AggregateJob[] = [];
  const signal: AbortSignal = stopping.signal;
  const working = store.ledger.aggregates.work("first", signal);
  await expect
    .poll(async () => (await store.ledger.aggregates.get(id)).doneDayCount, { interval: 1 })
    .toBeGreaterThan(0);
  stopping.abort();
  await working;
  states.push(await store.ledger.aggregates.get(id));
  await store.ledger.aggregates.work("second");
  states.push(await store.ledger.aggregates.get(id));
  expect(states[1]).toMatchObject({ state: "done", dayCount: 4, doneDayCount: 4 });
  expect(await broken()).toEqual([]);
  expect((await store.ledger.aggregates.list(1))[0]?.id).toBe(id);
});

test("a job of a process that died is taken over, by one of those that ask", async () => {
  await store.ledger.usage.commit(history());
  const { id } = await store.ledger.aggregates.start({
    kind: "verify",
    isDryRun: false,
    dimensionType: null,
    dimensionId: null,
    startDate: new Date(START_MS),
    endDate: new Date(END_MS),
    actor: "erin",
    reason: "a test",
  });
  const sql = `UPDATE aggregate_job SET state = 'running', owner = 'dead', heartbeat_time = now() - interval '20 seconds' WHERE id = ${id}`;
  await store.ownerOrm.em.getConnection().execute(sql);
  expect(await store.ledger.aggregates.work("heir")).toBe(0);
  await store.ownerOrm.em.getConnection().execute(sql.replace("20 seconds", "31 seconds"));
  const ended = await Promise.all(
    ["x", "y", "z"].map(async (owner) => store.ledger.aggregates.work(owner)),
  );
  expect(ended.toSorted((left, right) => left - right)).toEqual([0, 0, 1]);
  expect(await store.ledger.aggregates.get(id)).toMatchObject({ state: "done", unitCount: 24 });
});

test.each([
  [new Date(END_MS), new Date(START_MS)],
  [new Date(0), new Date(END_MS)],
])("a range of no days, or of far too many, is refused", async (startDate, endDate) => {
  await expect(run({ startDate, endDate })).rejects.toMatchObject({ code: "RANGE_INVALID" });
});
