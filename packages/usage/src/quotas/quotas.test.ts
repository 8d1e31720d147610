import * as fc from "fast-check";
import { expect, test } from "vitest";
import { makeCollectedRecord, makeEventId, makeLine, makeRecord } from "../testing/builders.ts";
import { toCollectedRecord } from "../record/to-collected-record.ts";
import { fromCounterAmount, toCounterAmount, toCounterLimit } from "./quota-amount.ts";
import { QuotaRules } from "./quota-rules.ts";
import { quotaStateOf } from "./quota-state.ts";
import { quotaResetMs, quotaWindowOf } from "./quota-window.ts";
import type { Quota } from "./quota.ts";

const NOON_MS = Date.UTC(2026, 10, 23, 12);
const DAY_MS = 86_400_000;

const quotaOf = (given: Partial<Quota> = {}): Quota => ({
  id: "1",
  revision: 1,
  name: "all",
  scope: "all",
  scopeValue: null,
  unit: "tokens",
  window: "day",
  isRolling: false,
  timeZone: "UTC",
  limitAmount: 1_000n,
  thresholds: [50, 100],
  isHard: true,
  failMode: "open",
  isEnabled: true,
  createdBy: "olga",
  updatedBy: "olga",
  createTime: new Date(0),
  updateTime: new Date(0),
  ...given,
});

const recordAt = (occurTimeMs: number) => makeCollectedRecord({ occurTimeMs });

test("a record is the same with and without its reservation", () => {
  const record = makeRecord();
  const reserved = { ...record, reservationId: crypto.randomUUID() };
  const kept = toCollectedRecord(reserved, "1");
  expect(kept.payloadHash).toBe(toCollectedRecord(record, "1").payloadHash);
  expect(kept.reservationId).toBe(reserved.reservationId);
});

test("counters never say less than was used, and never let more through", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), (amount) => {
      expect(fromCounterAmount("usd", toCounterAmount("usd", amount))).toBeGreaterThanOrEqual(
        amount,
      );
      expect(fromCounterAmount("usd", toCounterLimit("usd", amount))).toBeLessThanOrEqual(amount);
      expect(toCounterAmount("tokens", amount)).toBe(amount);
    }),
  );
});

test("a record is charged in the window of its own time, however late it comes", () => {
  const rules = new QuotaRules([quotaOf()], null);
  const yesterday = makeCollectedRecord({
    eventId: makeEventId(NOON_MS - DAY_MS),
    occurTimeMs: NOON_MS - DAY_MS,
    lines: [
      makeLine({
        inputTokens: 7,
        outputTokens: 0,
        cacheReadTokens: 0,
        cacheWrite5mTokens: 0,
        cacheWrite1hTokens: 0,
      }),
    ],
  });
  const startMs = quotaWindowOf(quotaOf(), NOON_MS - DAY_MS).startMs;
  expect(rules.charges(yesterday, NOON_MS)).toEqual([{ counterId: `1.1:${startMs}:`, amount: 7 }]);
});

test("a rolling window reaches back as far as it says, and no further", () => {
  const rules = new QuotaRules([quotaOf({ isRolling: true, unit: "requests" })], null);
  expect(rules.charges(recordAt(NOON_MS - DAY_MS), NOON_MS)).toMatchObject([{ amount: 1 }]);
  expect(rules.charges(recordAt(NOON_MS - DAY_MS - 1), NOON_MS)).toEqual([]);
  expect(quotaResetMs(quotaOf({ isRolling: true }), NOON_MS)).toBeNull();
  expect(quotaResetMs(quotaOf(), NOON_MS)).toBe(NOON_MS + DAY_MS / 2);
});

test("lines of several models are charged to their own models; the request to that of line 0", () => {
  const lines = [makeLine({ model: "a" }), makeLine({ model: "b" })] as const;
  const each = quotaOf({ scope: "model", unit: "requests" });
  const only = quotaOf({ id: "2", scope: "model", scopeValue: "b" });
  const charges = new QuotaRules([each, only], null).charges(
    makeCollectedRecord({ occurTimeMs: NOON_MS, lines }),
    NOON_MS,
  );
  expect(charges.map(({ counterId, amount }) => [counterId.split(":").at(-1), amount])).toEqual([
    ["a", 1],
    ["b", 220],
  ]);
});

test("a disabled quota charges nothing, and weighted tokens round up", () => {
  const record = makeCollectedRecord({
    occurTimeMs: NOON_MS,
    lines: [
      makeLine({
        inputTokens: 0,
        outputTokens: 0,
        cacheReadTokens: 1,
        cacheWrite5mTokens: 0,
        cacheWrite1hTokens: 0,
      }),
    ],
  });
  const off = quotaOf({ isEnabled: false });
  expect(new QuotaRules([off], null).charges(record, NOON_MS)).toEqual([]);
  const weighted = new QuotaRules([quotaOf({ unit: "weighted_tokens" })], null);
  expect(weighted.charges(record, NOON_MS)).toMatchObject([{ amount: 1 }]);
});

test("a state tells thresholds reached, what remains, and when the limit will be reached", () => {
  expect(quotaStateOf(quotaOf(), "", 600n, NOON_MS)).toMatchObject({
    usedPercent: 60,
    thresholdsReached: [50],
    remainingAmount: 400n,
    isExceeded: false,
    // 600 in 12 hours: the other 400 in 8 more.
    forecastTime: new Date(NOON_MS + DAY_MS / 3),
  });
  expect(quotaStateOf(quotaOf(), "", 400n, NOON_MS).forecastTime).toBeNull();
  expect(quotaStateOf(quotaOf(), "", 1_200n, NOON_MS)).toMatchObject({
    usedPercent: 120,
    thresholdsReached: [50, 100],
    remainingAmount: 0n,
    isExceeded: true,
    forecastTime: null,
  });
});
