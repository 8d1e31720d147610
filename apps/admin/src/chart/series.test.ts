import type { TrendPoint } from "@tokenledger/usage";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { noUsage as noSums } from "../metric/sums.ts";
import { bucketTotals, seriesOf, withRestOf } from "./series.ts";

const BUCKETS = [0, 10, 20, 30];

const point = fc
  .record({
    periodStart: fc.constantFrom(...BUCKETS).map((startMs) => new Date(startMs)),
    group: fc.constantFrom("a", "b", "c", "d", "e", null),
    inputTokens: fc.bigInt({ min: 0n, max: 10n ** 15n }),
  })
  .map((one) => Object.assign(one, { ...noSums, inputTokens: one.inputTokens }));

const sum = (values: readonly bigint[]): bigint =>
  values.reduce((total, value) => total + value, 0n);

test("nothing is lost: series sum, bucket by bucket, to the points, however few are drawn", () => {
  fc.assert(
    fc.property(fc.array(point), fc.integer({ min: 1, max: 6 }), (points, countMax) => {
      const series = seriesOf(points, "input", BUCKETS, countMax);
      const totals = bucketTotals(series, BUCKETS.length);
      const expected = BUCKETS.map((startMs) =>
        sum(
          points
            .filter((one) => one.periodStart.getTime() === startMs)
            .map((one) => one.inputTokens),
        ),
      );
      expect(totals).toEqual(expected);
      expect(series.length).toBeLessThanOrEqual(countMax + 1);
    }),
  );
});

const of = (group: string, inputTokens: bigint): TrendPoint => ({
  ...noSums,
  periodStart: new Date(0),
  group,
  inputTokens,
});

test("the largest come first, the rest last, and a rest of one stays itself", () => {
  const points = [of("a", 1n), of("b", 9n), of("c", 5n), of("d", 1n)];
  const names = (countMax: number): unknown[] =>
    seriesOf(points, "input", BUCKETS, countMax).map((one) => (one.isRest ? "rest" : one.group));
  expect(names(2)).toEqual(["b", "c", "rest"]);
  expect(names(3)).toEqual(["b", "c", "a", "d"]);
});

test("points outside the buckets do not count", () => {
  const outside = {
    ...noSums,
    periodStart: new Date(99),
    group: "a",
    inputTokens: 1n,
  };
  expect(seriesOf([outside], "input", BUCKETS, 3)).toEqual([]);
});

test("the rest of a whole fills it up, and never goes below zero", () => {
  const series = [{ group: "a", isRest: false, total: 7n, values: [3n, 4n] }];
  expect(withRestOf(series, [5n, 2n])).toEqual([
    ...series,
    { group: null, isRest: true, total: 2n, values: [2n, 0n] },
  ]);
  expect(withRestOf(series, [3n, 4n])).toBe(series);
});
