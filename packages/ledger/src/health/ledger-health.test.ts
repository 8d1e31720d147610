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
    unknownFieldCount: 0,
    unknownFields: [],
    aheadCount: 0,
    aheadSeconds: 0,
  });
  const empty = { startDate: new Date(0), endDate: new Date(1) };
  expect(await store.ledger.health.quality(empty)).toMatchObject({
    recordCount: 0,
    unpricedModels: [],
  });
});

test("records stored before they happened tell of a clock that is ahead, and how far", async () => {
  const nowMs = Date.now();
  await store.ledger.usage.commit([
    at(nowMs - 60_000),
    at(nowMs + 60_000),
    at(nowMs + 240_000, { lines: [makeLine(), makeLine()] }),
  ]);
  const quality = await store.ledger.health.quality({
    startDate: new Date(nowMs - 3_600_000),
    endDate: new Date(nowMs + 3_600_000),
  });
  expect(quality).toMatchObject({ recordCount: 3, aheadCount: 2 });
  expect(quality.aheadSeconds).toBeGreaterThan(180);
  expect(quality.aheadSeconds).toBeLessThanOrEqual(240);
});

test("usage fields that are not read are counted and named, wherever they stand; what says nothing is none", async () => {
  const timeMs = Date.UTC(2026, 10, 24);
  const rawUsages = [
    {
      input_tokens: 1,
      new_tokens: 5,
      cache_creation: { ephemeral_1d_input_tokens: 7, ephemeral_5m_input_tokens: 1 },
    },
    { input_tokens: 1, new_tokens: { of: [{ kind: "x" }] }, is_new: false },
    {
      input_tokens: 1,
      empty: null,
      none: { of: [0, ""] },
      server_tool_use: { web_search_requests: 2, other: 0 },
    },
    { ["y".repeat(300)]: 1 },
  ];
  await store.ledger.usage.commit(
    rawUsages.map((rawUsage, place) => at(timeMs + place, { rawUsage })),
  );
  const quality = await store.ledger.health.quality({
    startDate: new Date(timeMs),
    endDate: new Date(timeMs + 1000),
  });
  expect(quality).toMatchObject({
    recordCount: 4,
    unknownFieldCount: 3,
    unknownFields: [
      "cache_creation.ephemeral_1d_input_tokens",
      "is_new",
      "new_tokens",
      "y".repeat(64),
    ],
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
