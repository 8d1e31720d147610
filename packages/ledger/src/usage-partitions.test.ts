import { makeCollectedRecord, makeEventId } from "@tokenledger/usage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLedger } from "./ledger.ts";
import { createTestLedger, type TestLedger } from "./testing/index.ts";

let store: TestLedger;
beforeAll(async () => {
  store = await createTestLedger();
});
afterAll(async () => store.close());

test("a fresh schema has this month's partitions, so nothing is left to make for two months", async () => {
  const report = await store.ledger.ensurePartitions(new Date());
  expect(report).toEqual({ created: [], blocked: [], defaultRowCount: 0 });
});

test("several processes may make the same months at once", async () => {
  const processes = await Promise.all(
    Array.from({ length: 6 }, async () =>
      createLedger({ url: store.urlAs("tokenledger_scheduler"), poolMax: 1 }),
    ),
  );
  for (const year of [2035, 2036, 2037, 2038]) {
    const december = new Date(Date.UTC(year, 11, 31));
    const reports = await Promise.all(
      processes.map(async (process) => process.ensurePartitions(december)),
    );
    const created = reports.flatMap((report) => report.created);
    expect(new Set(created).size).toBe(8);
    expect(created).toHaveLength(8);
  }
  await Promise.all(processes.map(async (process) => process.close()));
});

test("a month that DEFAULT holds records of is reported, and does not stop the others", async () => {
  const occurTimeMs = Date.UTC(2033, 2, 3);
  await store.ledger.usage.commit([
    makeCollectedRecord({ eventId: makeEventId(occurTimeMs), occurTimeMs }),
  ]);
  const report = await store.ledger.ensurePartitions(new Date(Date.UTC(2033, 1)));
  expect(report.blocked).toEqual(["access_key_usage_2033_03", "user_usage_2033_03"]);
  expect(report.created).toHaveLength(6);
  expect(report.defaultRowCount).toBe(2);
});

test("before history is imported, its months are made too", async () => {
  const report = await store.ledger.ensurePartitions(
    new Date("2020-02-29T12:00:00Z"),
    new Date("2019-11-30T23:00:00Z"),
  );
  expect(report.created.filter((name) => name.startsWith("access_key_usage"))).toEqual(
    ["2019_11", "2019_12", "2020_01", "2020_02", "2020_03", "2020_04", "2020_05"].map(
      (month) => `access_key_usage_${month}`,
    ),
  );
});
