import { registerTestTracing, type TestTracing } from "@tokenledger/tracing/testing";
import { UnavailableError, type WaitingEntry, type WaitingUsage } from "@tokenledger/usage";
import { makeCollectedRecord } from "@tokenledger/usage/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { flush, type FlushParts } from "./flush.ts";
import { tracedParts } from "./traced-parts.ts";

let tracing: TestTracing;
beforeEach(() => {
  tracing = registerTestTracing();
});
afterEach(() => {
  tracing.stop();
});

const entry = (count: number): WaitingEntry => ({
  entryId: "1-0",
  byteCount: 1,
  deltas: "",
  records: Array.from({ length: count }, () => makeCollectedRecord()),
});

interface Stores extends FlushParts {
  entries: readonly WaitingEntry[];
  failure: Error | undefined;
  closeCount: number;
}

const makeStores = (): Stores => {
  const waiting: WaitingUsage = {
    read: () => Promise.resolve(stores.entries),
    prepare: () => undefined,
    settle: (entries) => Promise.resolve(entries.length),
    close: () => {
      stores.closeCount += 1;
      return Promise.resolve();
    },
  };
  const stores: Stores = {
    entries: [],
    failure: undefined,
    closeCount: 0,
    waiting,
    ledger: {
      commit: (records) =>
        stores.failure === undefined
          ? Promise.resolve({ claimedCount: records.length, deadLetterCount: 0, totals: [] })
          : Promise.reject(stores.failure),
    },
    letterBox: { put: async () => Promise.resolve(0) },
    reached: () => undefined,
  };
  return stores;
};

test("a batch is a trace: read, commit and settle within it, with how many entries and records", async () => {
  const stores = makeStores();
  stores.entries = [entry(2), entry(3)];
  const parts = { ...stores, ...tracedParts(stores) };
  expect(await flush(parts, 10, 0)).toMatchObject({ entryCount: 2, claimedCount: 5 });
  const told = tracing.take();
  const batch = told.find(({ name }) => name === "flush usage");
  expect(batch).toMatchObject({
    parentId: undefined,
    hasFailed: false,
    attributes: { "messaging.operation.type": "process", "messaging.batch.message_count": 2 },
  });
  expect(told.filter(({ parentId }) => parentId === batch?.spanId).map(({ name }) => name)).toEqual(
    ["read usage", "commit usage", "settle usage"],
  );
  expect(told.find(({ name }) => name === "commit usage")?.attributes).toMatchObject({
    "db.operation.batch.size": 5,
  });
  await parts.waiting.close();
  expect(stores.closeCount).toBe(1);
});

test("a read that finds nothing is told to nobody", async () => {
  const stores = makeStores();
  await flush({ ...stores, ...tracedParts(stores) }, 10, 0);
  expect(tracing.take()).toEqual([]);
});

test("a commit that fails ends its batch as failed, and the next batch is a trace of its own", async () => {
  const stores = makeStores();
  const parts = { ...stores, ...tracedParts(stores) };
  stores.entries = [entry(1)];
  stores.failure = new UnavailableError("away");
  await expect(flush(parts, 10, 0)).rejects.toBe(stores.failure);
  const failed = tracing.take().filter(({ hasFailed }) => hasFailed);
  expect(failed.map(({ name }) => name)).toEqual(["commit usage", "flush usage"]);
  stores.failure = undefined;
  await flush(parts, 10, 0);
  const again = tracing.take();
  expect(again.filter(({ hasFailed }) => hasFailed)).toEqual([]);
  expect(new Set(again.map(({ traceId }) => traceId)).size).toBe(1);
  expect(again[0]?.traceId).not.toBe(failed[0]?.traceId);
});

test("where nobody traces, the stores are used as they are", () => {
  tracing.stop();
  const stores = makeStores();
  expect(tracedParts(stores)).toBe(stores);
});
