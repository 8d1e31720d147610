import { makeCollectedRecord, makeEventId } from "@tokenledger/usage/testing";
import { monthsToDrop, wholeUsage, type CollectedRecord } from "@tokenledger/usage";
import { beforeAll, expect, test } from "vitest";
import { UsageRollup } from "../entities/usage-rollup.ts";
import { useLedger } from "../testing/use-ledger.ts";

const store = useLedger();
const DAY_MS = 86_400_000;
const now = new Date("2026-11-27T12:00:00Z");
const old = new Date("2026-06-15T12:00:00Z");
const oldMonth = new Date("2026-06-01T00:00:00Z");
const all = {
  startDate: new Date("2026-01-01T00:00:00Z"),
  endDate: new Date("2027-01-01T00:00:00Z"),
};

const recordAt = (time: Date): CollectedRecord => {
  const eventId = makeEventId(time.getTime());
  return makeCollectedRecord({ eventId, occurTimeMs: time.getTime(), user: "anna" });
};

const failedAt = (time: string): CollectedRecord => ({
  ...recordAt(new Date(time)),
  outcome: "error",
  status: 529,
});

const failedOn = async (): Promise<readonly string[]> => {
  const { points } = await store.ledger.queries.trends(wholeUsage, "day", "none", {
    ...all,
    outcomes: ["error"],
  });
  return points.map(({ periodStart }) => periodStart.toISOString().slice(0, 10));
};

const oldRecords = Array.from({ length: 3 }, (_, hour) =>
  recordAt(new Date(old.getTime() + hour * 3_600_000)),
);
const sums = async () => store.ledger.queries.overview(wholeUsage, all);
const details = async () =>
  (await store.ledger.queries.details(wholeUsage, { ...all, pageSize: 100 })).rows.length;

beforeAll(async () => {
  await store.ledger.ensurePartitions(now, old);
  await store.ledger.usage.commit([...oldRecords, recordAt(now), recordAt(now)]);
});

test("months of single calls are told with their calls and bytes", async () => {
  const months = await store.ledger.retention.rawMonths();
  expect(months).toMatchObject([
    { monthStart: oldMonth, monthEnd: new Date("2026-07-01T00:00:00Z"), recordCount: "3" },
    { recordCount: "2" },
  ]);
  expect(Number(months[0]?.byteCount)).toBeGreaterThan(8192);
  const starts = monthsToDrop(months, 3, now).map(({ monthStart }) => monthStart);
  expect(starts).toEqual([oldMonth]);
  expect(monthsToDrop(months, 5, now)).toEqual([]);
});

test("a month that may still get records, and what is no month, is refused", async () => {
  const { retention } = store.ledger;
  await expect(retention.dropMonth(new Date("2026-11-01T00:00:00Z"), now)).rejects.toMatchObject({
    code: "MONTH_TOO_YOUNG",
  });
  await expect(retention.dropMonth(new Date("2026-10-01T00:00:00Z"), now)).rejects.toMatchObject({
    code: "MONTH_TOO_YOUNG",
  });
  await expect(retention.dropMonth(old, now)).rejects.toMatchObject({ code: "MONTH_INVALID" });
});

test("a dropped month's calls are gone, its sums stay, and nothing is counted into it again", async () => {
  const { retention, usage, deadLetters } = store.ledger;
  const before = await sums();
  expect(await details()).toBe(5);
  await retention.dropMonth(oldMonth, now);
  await retention.dropMonth(oldMonth, now);
  expect(await details()).toBe(2);
  expect(await sums()).toEqual(before);
  expect(
    await store.ledger.checkInvariants({
      invariants: ["statistics", "breakdown", "rollups", "user-rows", "lines"],
    }),
  ).toEqual([]);
  expect(await retention.droppedMonths()).toMatchObject([
    { monthStart: oldMonth, recordCount: "3", dropTime: now },
  ]);
  expect(await retention.rawMonths()).toHaveLength(1);
  // Sent again, and one that never came: both put aside; a neighbour of now is counted.
  const late = recordAt(new Date(old.getTime() + 20 * DAY_MS - 10 * DAY_MS));
  const receipt = await usage.commit([...oldRecords, late, recordAt(now)]);
  expect(receipt).toMatchObject({ claimedCount: 1, deadLetterCount: 4 });
  const [letter] = await deadLetters.list({ countMax: 1 });
  expect(letter).toMatchObject({ reason: "value_refused" });
  expect((await sums()).requests).toBe(before.requests + 1n);
});

test("a dropped month is not made again, before an import either", async () => {
  const report = await store.ledger.ensurePartitions(now, old);
  expect(report.created).toEqual([]);
  expect(report.blocked).toEqual([]);
});

test("how requests ended in a dropped month stays where its days were summed before", async () => {
  const { aggregates, retention, usage } = store.ledger;
  await usage.commit([failedAt("2026-07-10T09:00:00Z")]);
  await aggregates.sumDays(now);
  await usage.commit([failedAt("2026-08-10T09:00:00Z")]);
  expect(await failedOn()).toEqual(["2026-07-10", "2026-08-10"]);
  for (const month of ["2026-07", "2026-08"]) {
    await retention.dropMonth(new Date(`${month}-01T00:00:00Z`), now);
  }
  expect(await failedOn()).toEqual(["2026-07-10"]);
  // By model and feature, which cells tell: by outcome nothing can, and it is not tried again and again.
  expect(await aggregates.sumDays(now)).toBe(1);
  expect(await aggregates.sumDays(now)).toBe(0);
  // Another version of what everybody's cells hold, and still no rows to sum.
  const day = { labelType: "model", periodStart: new Date("2026-07-10T00:00:00Z") } as const;
  const { affectedRows } = await store.ownerOrm.em
    .fork()
    .createQueryBuilder(UsageRollup)
    .update({ lastUpdateTime: now })
    .where(day)
    .execute("run");
  expect(affectedRows).toBeGreaterThan(0);
  expect(await aggregates.sumDays(now)).toBe(1);
  expect(await failedOn()).toEqual(["2026-07-10"]);
  expect(await store.ledger.checkInvariants({ invariants: ["summed-days"] })).toEqual([]);
});
