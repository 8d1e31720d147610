import * as fc from "fast-check";
import type { TrendPoint } from "@tokenledger/usage";
import { expect, test } from "vitest";
import { addSums, noUsage } from "../metric/sums.ts";
import { groupSums } from "./group-sums.ts";

const point = fc.record({
  periodStart: fc.date({ noInvalidDate: true }),
  group: fc.option(fc.constantFrom("a", "b", "c")),
  inputTokens: fc.bigInt({ min: 0n }),
  cacheCreationInputTokens: fc.bigInt({ min: 0n }),
  cacheReadInputTokens: fc.bigInt({ min: 0n }),
  outputTokens: fc.bigInt({ min: 0n }),
  requests: fc.bigInt({ min: 0n }),
  costPicoUsd: fc.bigInt({ min: 0n }),
  unpricedRequests: fc.bigInt({ min: 0n }),
}) satisfies fc.Arbitrary<TrendPoint>;

test("groups sum to the whole, and each stands once", () => {
  fc.assert(
    fc.property(fc.array(point), (points) => {
      const groups = groupSums(points);
      expect(new Set(groups.map(({ group }) => group)).size).toBe(groups.length);
      expect(groups.reduce(addSums, noUsage)).toEqual(points.reduce(addSums, noUsage));
    }),
  );
});
