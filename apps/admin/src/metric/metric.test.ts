import * as fc from "fast-check";
import { expect, test } from "vitest";
import { changeOfCount, changeOfShare, isStill, meaningOf } from "./change.ts";
import { cacheHitShare, metricOf, metrics, shareOf, unitOf } from "./metric.ts";
import { usageOf } from "./usage-of.ts";

const totals = {
  inputTokens: 10n,
  cacheCreationInputTokens: 20n,
  cacheReadInputTokens: 70n,
  outputTokens: 5n,
  requests: 3n,
  costPicoUsd: 9n,
  unpricedRequests: 1n,
};

test("all tokens are the sum of the four kinds", () => {
  const kinds = ["input", "output", "cacheWrite", "cacheRead"] as const;
  const sum = kinds.reduce((total, kind) => total + metricOf(kind, totals), 0n);
  expect(metricOf("tokens", totals)).toBe(sum);
  expect(metricOf("requests", totals)).toBe(3n);
  expect(metricOf("cost", totals)).toBe(9n);
  expect(metrics.filter((metric) => unitOf(metric) === "money")).toEqual(["cost"]);
});

test("cache hits are a share of all input, and unknown without input", () => {
  expect(cacheHitShare(totals)).toBe(0.7);
  expect(
    cacheHitShare({
      ...totals,
      inputTokens: 0n,
      cacheCreationInputTokens: 0n,
      cacheReadInputTokens: 0n,
    }),
  ).toBeNull();
});

test("shares stay exact to a millionth far beyond 2^53", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 30n }), (whole) => {
      expect(shareOf(whole, whole)).toBe(1);
      expect(shareOf(whole / 4n, whole)).toBeLessThanOrEqual(0.25);
      expect(shareOf(0n, whole)).toBe(0);
    }),
  );
});

test("a change from nothing has no ratio; from nothing to nothing is none", () => {
  expect(changeOfCount(3n, 0n)).toEqual({ kind: "new" });
  expect(changeOfCount(0n, 0n)).toEqual({ kind: "relative", by: 0 });
  expect(changeOfCount(3n, 2n)).toEqual({ kind: "relative", by: 0.5 });
  expect(changeOfCount(0n, 2n)).toEqual({ kind: "relative", by: -1 });
});

test("shares change by points, and by nothing known where one is missing", () => {
  expect(changeOfShare(0.5, 0.25)).toEqual({ kind: "points", by: 0.25 });
  expect(changeOfShare(null, 0.25)).toEqual({ kind: "unknown" });
  expect(changeOfShare(0.5, null)).toEqual({ kind: "unknown" });
});

test("only a figure that is good or bad is judged, and only where it moved", () => {
  const more = { kind: "relative", by: 0.2 } as const;
  const less = { kind: "relative", by: -0.2 } as const;
  expect(meaningOf(more, "bad")).toBe("bad");
  expect(meaningOf(less, "bad")).toBe("good");
  expect(meaningOf(more, "good")).toBe("good");
  expect(meaningOf(less, "good")).toBe("bad");
  expect(meaningOf(more, "neutral")).toBe("neutral");
  expect(meaningOf({ kind: "relative", by: 0.001 }, "bad")).toBe("neutral");
  expect(meaningOf({ kind: "new" }, "bad")).toBe("neutral");
});

test("a change that would be written as zero is still", () => {
  expect(isStill({ kind: "relative", by: 0.004 })).toBe(true);
  expect(isStill({ kind: "relative", by: 0.006 })).toBe(false);
  expect(isStill({ kind: "points", by: 0.0004 })).toBe(true);
  expect(isStill({ kind: "points", by: 0.004 })).toBe(false);
  expect(isStill({ kind: "unknown" })).toBe(false);
});

test("who was asked for and is not in the answer used nothing; before the answer it is unknown", () => {
  const row = { ...totals, dimensionId: "1", name: "one" };
  expect(usageOf(undefined, "1")).toBeNull();
  expect(usageOf([row], "1")).toBe(row);
  expect(usageOf([row], "2")?.requests).toBe(0n);
});
