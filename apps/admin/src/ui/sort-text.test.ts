import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compareSortValues, nextSort, readSort } from "./sort-text.ts";

const values = fc.oneof(fc.bigInt(), fc.integer(), fc.constant(null));

test("figures of any size and kind have one order, and nothing known is the least", () => {
  fc.assert(
    fc.property(values, values, values, (one, two, three) => {
      expect(compareSortValues(one, two)).toBe(0 - compareSortValues(two, one));
      const [low, middle, high] = [one, two, three].sort(compareSortValues);
      expect(compareSortValues(low ?? null, high ?? null)).toBeLessThanOrEqual(0);
      expect(compareSortValues(low ?? null, middle ?? null)).toBeLessThanOrEqual(0);
      expect(compareSortValues(null, one)).toBeLessThanOrEqual(0);
    }),
  );
});

test("names are in the order of the alphabet", () => {
  expect(["b", "a", "C"].sort(compareSortValues)).toEqual(["a", "b", "C"]);
});

const clicks = (isNumber: boolean): readonly (string | undefined)[] => {
  const first = nextSort(undefined, "x", isNumber);
  const second = nextSort(first, "x", isNumber);
  return [first, second, nextSort(second, "x", isNumber)];
};

test("figures start with the largest, names with the first; the third click is the order they came in", () => {
  expect(clicks(true)).toEqual(["-x", "x", undefined]);
  expect(clicks(false)).toEqual(["x", "-x", undefined]);
  expect(nextSort("-y", "x", true)).toBe("-x");
});

test("an address says which column and which way; nonsense says nothing", () => {
  expect(readSort("-cost")).toEqual({ id: "cost", desc: true });
  expect(readSort("name")).toEqual({ id: "name", desc: false });
  expect([readSort(undefined), readSort(""), readSort("-")]).toEqual([null, null, null]);
});
