import type { SplitTrendPoint, TrendTotal } from "@tokenledger/usage";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bucketTotals } from "../../chart/series.ts";
import { addSums, noUsage } from "../../metric/sums.ts";
import { resolveRange } from "../../period/range.ts";
import { viewPeriod } from "../../view/view-period.ts";
import { UTC } from "../../zone/zone.ts";
import { exploreQuestion, possibleRolls, subOf } from "./explore-question.ts";
import { exploreRows, subColumns } from "./explore-rows.ts";
import { exploreSeries, runningTotals } from "./explore-series.ts";
import { cliCall, curlCall, trpcCode } from "./question-code.ts";

const NOW = Date.parse("2026-11-27T12:00:00Z");
const buckets = [0, 10, 20];

const part = fc.record({
  group: fc.option(fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h")),
  subgroup: fc.option(fc.constantFrom("x", "y")),
  isOther: fc.boolean(),
  costPicoUsd: fc.bigInt({ min: 0n, max: 10n ** 15n }),
  requests: fc.bigInt({ min: 0n, max: 1000n }),
  startMs: fc.constantFrom(...buckets),
});
const figures = {
  ...noUsage,
  failedRequests: 1n,
  cacheWrite5mTokens: null,
  cacheWrite1hTokens: null,
};
const pointOf = ({ startMs, ...own }: Readonly<{ startMs: number }> & object): object => ({
  ...figures,
  ...own,
  periodStart: new Date(startMs),
});
const isPoint = (value: object): value is SplitTrendPoint => "periodStart" in value;
const points = fc.array(part.map(pointOf)).map((all) => all.filter(isPoint));

const totalOf = (own: object): object => ({ ...figures, name: null, previous: null, ...own });
const isTotal = (value: object): value is TrendTotal => "previous" in value;
const totals = fc.array(part.map(totalOf)).map((all) => all.filter(isTotal));

test("the drawn series sum to the whole, bucket by bucket, whatever is gathered", () => {
  fc.assert(
    fc.property(points, (all) => {
      const series = exploreSeries(all, "cost", buckets, () => "");
      const whole = buckets.map((startMs) =>
        all
          .filter(({ periodStart }) => periodStart.getTime() === startMs)
          .reduce((sum, { costPicoUsd }) => sum + costPicoUsd, 0n),
      );
      expect(bucketTotals(series, buckets.length)).toEqual(whole);
      expect(series.length).toBeLessThanOrEqual(7);
    }),
  );
});

test("a running total never falls, and ends at the total", () => {
  fc.assert(
    fc.property(points, (all) => {
      for (const { values, total } of runningTotals(
        exploreSeries(all, "cost", buckets, () => ""),
      )) {
        expect([...values].sort((left, right) => Number(left - right))).toEqual(values);
        expect(values.at(-1)).toBe(total);
      }
    }),
  );
});

test("rows sum to the whole; with a second split, so do the cells of each named row", () => {
  fc.assert(
    fc.property(totals, (all) => {
      const rows = exploreRows(all, "cost");
      const named = rows.filter(({ isOther }) => !isOther).map(({ sums }) => sums.costPicoUsd);
      expect(named).toEqual(
        named.toSorted((one, other) => Number(other > one) - Number(other < one)),
      );
      expect(rows.findIndex(({ isOther }) => isOther)).toBe(
        rows.some(({ isOther }) => isOther) ? rows.length - 1 : -1,
      );
      expect(rows.map(({ sums }) => sums).reduce(addSums, noUsage)).toEqual(
        all.reduce(addSums, noUsage),
      );
      for (const { isOther, cells, sums } of rows) {
        const inCells = Array.from(cells.values()).reduce(addSums, noUsage);
        expect(inCells).toEqual(isOther ? noUsage : sums);
      }
    }),
  );
});

const pairOf = (subgroup: string, costPicoUsd: bigint): object =>
  totalOf({ group: "a", subgroup, isOther: false, costPicoUsd });

test("columns of a second split stand by what they hold", () => {
  const rows = exploreRows(
    [pairOf("x", 1n), pairOf("y", 3n), pairOf("z", 2n)].filter(isTotal),
    "cost",
  );
  expect(subColumns(rows, "cost", 2)).toEqual(["y", "z"]);
});

test("bars are offered in lengths that can be told apart", () => {
  expect(possibleRolls(resolveRange("7d", NOW, UTC))).toEqual(["hour", "day", "month"]);
  expect(possibleRolls(resolveRange("30d", NOW, UTC))).toEqual(["day", "month"]);
});

test("the question asks for the largest by what is shown, and never splits by one thing twice", () => {
  const view = viewPeriod("7d", NOW, UTC);
  expect(exploreQuestion({ metric: "output", by: "user", top: "5" }, view)).toMatchObject({
    groupBy: "user",
    subgroupBy: "none",
    rankBy: "tokens",
    countMax: 5,
  });
  expect(exploreQuestion({ sub: "key", compare: "prev" }, view)).toMatchObject({
    groupBy: "model",
    subgroupBy: "access_key",
    rankBy: "cost",
    countMax: 100,
    compare: "previous",
  });
  expect(subOf({ by: "key", sub: "key" })).toBe("none");
});

test("a comparison with the year before asks for the same days of it, in code too", () => {
  const view = viewPeriod("2026-11-01..2026-11-02", NOW, UTC);
  const question = exploreQuestion({ compare: "year" }, view);
  expect(question.compare).toEqual({
    startDate: new Date("2025-11-01T00:00:00Z"),
    endDate: new Date("2025-11-03T00:00:00Z"),
  });
  expect(trpcCode("https://ledger", question)).toContain(
    'compare: { startDate: new Date("2025-11-01T00:00:00.000Z"), endDate: new Date("2025-11-03T00:00:00.000Z") },',
  );
  expect(exploreQuestion({}, view).compare).toBeUndefined();
  const firstMinute = Date.parse("2026-11-01T00:00:30Z");
  const begun = viewPeriod("mtd", firstMinute, UTC);
  expect(exploreQuestion({ compare: "year" }, begun).compare).toBeUndefined();
});

test("the question as code and as a call names every part of it", () => {
  const question = exploreQuestion(
    { user: ["o'neil"] },
    viewPeriod("2026-11-01..2026-11-02", NOW, UTC),
  );
  const code = trpcCode("https://ledger.example", question);
  expect(code).toContain('new Date("2026-11-01T00:00:00.000Z")');
  expect(code).toContain('groupBy: "model"');
  const call = curlCall("https://ledger.example", question);
  expect(call).toContain("https://ledger.example/api/v1/usage/trends");
  expect(call).toContain(`"users":["o'\\''neil"]`);
});

test("the command line is told the zone's dates and the split, and says what it leaves out", () => {
  const zone = "Asia/Kolkata";
  const plain = exploreQuestion({}, viewPeriod("2026-11-01..2026-11-02", NOW, zone));
  expect(cliCall("https://x", plain)).toBe(
    "tokenledger usage daily --by model --from 2026-11-01 --to 2026-11-02 --zone Asia/Kolkata --url 'https://x'",
  );
  const narrow = exploreQuestion(
    { by: "none", user: ["a"] },
    viewPeriod("2026-01-01..2026-06-30", NOW, UTC, "month"),
  );
  expect(cliCall("https://x", narrow)).toMatch(
    /^# .*\ntokenledger usage monthly --from 2026-01-01/,
  );
});
