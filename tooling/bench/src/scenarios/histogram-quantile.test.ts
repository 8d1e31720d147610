import { expect, test } from "vitest";
import { doorQuantileMs } from "./histogram-quantile.ts";

const bucket = (le: string, count: number): string =>
  `tokenledger_call_duration_seconds_bucket{le="${le}",door="collect",outcome="ok"} ${count}`;

test("a quantile lies inside its bucket, as far as its rank says", () => {
  const metrics = [
    bucket("0.001", 0),
    bucket("0.005", 90),
    bucket("0.01", 100),
    bucket("+Inf", 100),
  ];
  expect(doorQuantileMs(metrics.join("\n"), 0.45)).toBeCloseTo(3);
  expect(doorQuantileMs(metrics.join("\n"), 0.99)).toBeCloseTo(9.5);
});

test("beyond the last bound that bound is told, and without calls nothing", () => {
  expect(doorQuantileMs([bucket("5", 1), bucket("+Inf", 9)].join("\n"), 0.9)).toBe(5_000);
  expect(() => doorQuantileMs("", 0.5)).toThrow("no calls");
});

test("calls of before are not counted", () => {
  const before = [bucket("0.001", 0), bucket("0.005", 90), bucket("+Inf", 90)].join("\n");
  const after = [bucket("0.001", 10), bucket("0.005", 100), bucket("+Inf", 100)].join("\n");
  expect(doorQuantileMs(after, 0.5, before)).toBeCloseTo(0.5);
  expect(() => doorQuantileMs(before, 0.5, before)).toThrow("no calls");
});
