import { makeCollectedRecord, makeEventId, makeLine } from "@tokenledger/usage/testing";
import { expect, test } from "vitest";
import { useLedger } from "../testing/use-ledger.ts";

const now = new Date("2026-11-23T12:00:00Z");
const range = { startDate: new Date("2026-11-22T00:00:00Z"), endDate: now };

const store = useLedger();

const at = (timeMs: number, more: Parameters<typeof makeCollectedRecord>[0] = {}) =>
  makeCollectedRecord({ ...more, eventId: makeEventId(timeMs), occurTimeMs: timeMs });

test("what is a lower bound, without a price or recorded twice is told of the range alone", async () => {
  const timeMs = now.getTime() - 60_000;
  const once = at(timeMs, { messageId: "msg_1" });
  await store.ledger.usage.commit([
    once,
    at(timeMs + 1, { messageId: "msg_2" }),
    at(timeMs + 2, { messageId: "msg_2", quality: "provisional" }),
    at(timeMs + 3, { messageId: null, lines: [makeLine({ model: "claude-unheard-of" })] }),
    at(now.getTime(), { messageId: "msg_1", quality: "provisional" }),
  ]);
  expect(await store.ledger.health.quality(range)).toEqual({
    recordCount: 4,
    provisionalCount: 1,
    unpricedCount: 1,
    unpricedModels: ["claude-unheard-of"],
    doubledMessageCount: 1,
  });
  const empty = { startDate: new Date(0), endDate: new Date(1) };
  expect(await store.ledger.health.quality(empty)).toMatchObject({
    recordCount: 0,
    unpricedModels: [],
  });
});

test("a month without its partition is told, and rows that have none", async () => {
  const far = new Date("2031-01-31T12:00:00Z");
  const missing = { nextName: "access_key_usage_2031_02", isNextThere: false };
  expect(await store.ledger.health.partitions(far)).toMatchObject(missing);
  const before = (await store.ledger.health.partitions(far)).defaultRowCount;
  await store.ledger.usage.commit([at(far.getTime(), { user: null })]);
  const state = await store.ledger.health.partitions(far);
  expect(state).toEqual({ ...missing, defaultRowCount: before + 1 });
  await store.ledger.ensurePartitions(new Date("2031-02-01T00:00:00Z"));
  expect(await store.ledger.health.partitions(far)).toMatchObject({ isNextThere: true });
});
