import { wholeUsage, type CollectedRecord } from "@tokenledger/usage";
import { makeCollectedRecord, makeEventId } from "@tokenledger/usage/testing";
import { beforeAll, expect, test } from "vitest";
import { referenceSums } from "../testing/reference-sums.ts";
import { useLedger } from "../testing/use-ledger.ts";

const store = useLedger();

const MINUTE_MS = 60_000;
/** Lord Howe, Europe, and America change their clocks within it. */
const range = { startDate: new Date("2026-10-02T10:20Z"), endDate: new Date("2026-11-03T11:50Z") };
const zones = Intl.supportedValuesOf("timeZone");

/** Every seven hours and some: all quarters of hours are met, in every zone. */
const recordTimes: readonly number[] = Array.from(
  { length: 110 },
  (_, index) => range.startDate.getTime() + (index * 427 + (index % 7) * 13) * MINUTE_MS,
);

const records: readonly CollectedRecord[] = recordTimes.map((occurTimeMs, index) =>
  makeCollectedRecord({
    eventId: makeEventId(occurTimeMs),
    occurTimeMs,
    accessKeyId: String(1 + (index % 3)),
    user: index % 2 === 0 ? "anna" : "bo",
  }),
);

beforeAll(async () => {
  await store.ledger.usage.commit(records);
});

test("single days sum to the range, and each is the sum of its records, in every zone there is", async () => {
  expect(zones.length).toBeGreaterThan(400);
  const whole = await store.ledger.queries.overview(wholeUsage, range);
  for (const timeZone of zones) {
    const filter = { ...range, timeZone };
    const { points } = await store.ledger.queries.trends(wholeUsage, "day", "none", filter);
    const told = points.map((point) => [
      point.periodStart.getTime(),
      point.requests,
      point.outputTokens,
    ]);
    const expected = referenceSums(records, "none", "day", filter).map((sum) => [
      sum.periodStartMs,
      sum.requests,
      sum.outputTokens,
    ]);
    expect([timeZone, told]).toEqual([timeZone, expected]);
    const sum = points.reduce((count, { requests }) => count + requests, 0n);
    expect([timeZone, sum]).toEqual([timeZone, whole.requests]);
  }
});

test("months of zones off by half an hour are exact for each user and key", async () => {
  for (const timeZone of ["Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe"]) {
    const filter = { ...range, timeZone };
    for (const type of ["access_key", "user"] as const) {
      const rows = await store.ledger.queries.statistics(wholeUsage, type, "month", filter);
      const told = rows.map((row) =>
        [row.dimensionId, row.periodStart.getTime(), row.requests].join(" "),
      );
      const expected = referenceSums(records, type, "month", filter).map((sum) =>
        [sum.group, sum.periodStartMs, sum.requests].join(" "),
      );
      expect(told.toSorted()).toEqual(expected.toSorted());
    }
  }
});
