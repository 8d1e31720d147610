import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sparkPoints } from "./spark-path.ts";

test("a spark runs from edge to edge and stays inside its box", () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 0n, max: 10n ** 20n }), { minLength: 2 }), (values) => {
      const points = sparkPoints(values, 120, 28)
        .split(" ")
        .map((text) => text.split(",").map(Number));
      expect(points[0]?.[0]).toBe(0);
      expect(points.at(-1)?.[0]).toBe(120);
      expect(points.every(([, y = -1]) => y >= 0 && y <= 28)).toBe(true);
    }),
  );
});

test("fewer than two values have no course", () => {
  expect(sparkPoints([], 120, 28)).toBe("");
  expect(sparkPoints([4n], 120, 28)).toBe("");
});
