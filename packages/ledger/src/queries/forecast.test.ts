import { wholeUsage, type CollectedRecord } from "@tokenledger/usage";
import { readAnthropicPriceBook } from "@tokenledger/usage/anthropic-price-book";
import { makeCollectedRecord, makeEventId, makeLine } from "@tokenledger/usage/testing";
import { beforeEach, expect, test } from "vitest";
import { emptyUsage } from "../testing/stored-usage.ts";
import { useLedger } from "../testing/use-ledger.ts";

const store = useLedger();
beforeEach(async () => emptyUsage(store.ownerOrm));

const at = (time: string): number => Date.parse(time);

const callsAt = (timeMs: number, count: number): readonly CollectedRecord[] =>
  Array.from({ length: count }, (_, index) =>
    makeCollectedRecord({
      eventId: makeEventId(timeMs + index),
      occurTimeMs: timeMs + index,
      lines: [makeLine({ inputTokens: 10 })],
    }),
  );

const dayMs = 86_400_000;

const isWednesday = (timeMs: number): boolean => new Date(timeMs).getUTCDay() === 3;

test("a month goes on as the same weekdays of the last four weeks went, and says by which method", async () => {
  const now = at("2026-11-18T12:00:00Z"); // A Wednesday.
  const first = at("2026-10-21T01:00:00Z");
  // Twenty-eight days: three calls a day, ten on Wednesdays.
  const days = Array.from({ length: 28 }, (_, index) => first + index * dayMs);
  await store.ledger.usage.commit(
    days.flatMap((timeMs) => callsAt(timeMs, isWednesday(timeMs) ? 10 : 3)),
  );
  await store.ledger.usage.commit(callsAt(at("2026-11-18T02:00:00Z"), 4));
  const month = await store.ledger.queries.forecast(wholeUsage, {}, new Date(now));
  // 17 days of November, two of them Wednesdays, and 4 today.
  const soFar = 15n * 3n + 2n * 10n + 4n;
  expect(month).toMatchObject({
    startDate: new Date("2026-11-01Z"),
    endDate: new Date("2026-12-01Z"),
    toDate: { requests: soFar },
    method: "same-weekday-mean",
    basisDayCount: 28,
    // Half of today's ten, then 12 days, one of them a Wednesday.
    requests: soFar + 5n + 11n * 3n + 10n,
    previousMonth: { requests: 2n * 10n + 9n * 3n },
    previousToDate: { requests: 0n },
  });
  expect(month.methodDescription).toContain("same weekday");
});

test("without history a month is what it is so far, and days before the first usage are no zeros", async () => {
  const now = new Date("2026-11-18T00:00:00Z");
  const empty = await store.ledger.queries.forecast(wholeUsage, {}, now);
  expect(empty).toMatchObject({ requests: 0n, costPicoUsd: 0n, basisDayCount: 0 });
  await store.ledger.usage.commit(callsAt(at("2026-11-17T05:00:00Z"), 2));
  const month = await store.ledger.queries.forecast(wholeUsage, {}, now);
  // Two so far; thirteen days to come at the mean of the only day there is.
  expect(month).toMatchObject({ basisDayCount: 1, requests: 2n + 13n * 2n });
});

test("the month is that of the zone", async () => {
  const now = new Date("2026-11-30T20:00:00Z");
  const filter = { timeZone: "Asia/Shanghai" };
  const month = await store.ledger.queries.forecast(wholeUsage, filter, now);
  expect(month.startDate).toEqual(new Date("2026-11-30T16:00:00Z"));
});

test("what caching saves is reads below the price of input, less writes above it; unknown models have no say", async () => {
  const timeMs = at("2026-11-10T05:00:00Z");
  const book = readAnthropicPriceBook();
  const price = (priceClass: string): bigint =>
    book.rows.find(
      (row) =>
        row.model === "claude-opus-4-5" &&
        row.priceClass === priceClass &&
        row.serviceTier === "standard" &&
        row.speed === "standard" &&
        row.inferenceGeo === "global" &&
        row.validToMs === null,
    )?.picoUsd ?? 0n;
  const range = { startDate: new Date(timeMs), endDate: new Date(timeMs + 1_000) };
  const empty = await store.ledger.queries.overview(wholeUsage, range);
  expect(empty).toMatchObject({ cacheSavingPicoUsd: null, cacheHitShare: null, errorRate: null });
  const call = (model: string): CollectedRecord =>
    makeCollectedRecord({
      eventId: makeEventId(timeMs),
      occurTimeMs: timeMs,
      outcome: "error",
      lines: [
        makeLine({
          model,
          inputTokens: 50,
          cacheReadTokens: 30,
          cacheWrite5mTokens: 15,
          cacheWrite1hTokens: 5,
          cacheWriteUnsplitTokens: 0,
        }),
      ],
    });
  await store.ledger.usage.commit([call("claude-opus-4-5"), call("claude-of-nobody")]);
  const saving =
    30n * (price("input") - price("cacheRead")) -
    15n * (price("cacheWrite5m") - price("input")) -
    5n * (price("cacheWrite1h") - price("input"));
  expect(saving).toBeGreaterThan(0n);
  const overview = await store.ledger.queries.overview(wholeUsage, range);
  expect(overview.cacheSavingPicoUsd).toBe(saving);
  expect(overview.cacheHitShare).toBeCloseTo(0.3);
  expect(overview.errorRate).toBe(1);
});
