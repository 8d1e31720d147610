import * as fc from "fast-check";
import { expect, test } from "vitest";
import { UTC } from "../zone/zone.ts";
import { activeFilters, hasFilter, toggleFilter, usageFilter, withoutFilters } from "./filters.ts";
import { typedFilter } from "./typed-filter.ts";
import { FILTER_VALUES_MAX, filterNames } from "./view-search.ts";

const filter = fc.record({
  name: fc.constantFrom(...filterNames),
  value: fc.string({ minLength: 1 }),
});

test("a filter set twice is gone, and everything else as before", () => {
  fc.assert(
    fc.property(filter, (one) => {
      const search = { range: "7d", view: "table" };
      const once = toggleFilter(search, one);
      expect(hasFilter(once, one)).toBe(true);
      expect(activeFilters(once)).toEqual([one]);
      expect(toggleFilter(once, one)).toEqual({ ...search, [one.name]: undefined });
    }),
  );
});

test("a filter holds so many values that the oldest gives way", () => {
  const user = Array.from({ length: FILTER_VALUES_MAX }, (_, index) => `u${index}`);
  const next = toggleFilter({ user }, { name: "user", value: "new" });
  expect(next.user).toEqual([...user.slice(1), "new"]);
});

test("clearing removes filters and nothing else", () => {
  const search = {
    range: "7d",
    key: ["1"],
    user: ["a"],
    model: ["m"],
    feature: ["f"],
    view: "table",
  };
  expect(activeFilters(withoutFilters(search))).toEqual([]);
  expect(withoutFilters(search)).toMatchObject({ range: "7d", view: "table" });
});

test("the question carries what is filtered by, and no undefined", () => {
  const span = { startMs: 0, endMs: 5, zone: UTC };
  expect(Object.keys(usageFilter({ range: "7d" }, span))).toEqual(["startDate", "endDate"]);
  expect(usageFilter({ key: ["1"], user: ["a"], model: ["m"], feature: ["f"] }, span)).toEqual({
    startDate: new Date(0),
    endDate: new Date(5),
    accessKeyIds: ["1"],
    users: ["a"],
    models: ["m"],
    features: ["f"],
  });
  expect(usageFilter({}, { ...span, zone: "Asia/Tokyo" })).toMatchObject({
    timeZone: "Asia/Tokyo",
  });
});

test("a typed name means the option of that name; a key must exist, other names need not", () => {
  const options = [{ value: "17", name: "billing" }];
  expect(typedFilter("key", " billing ", options)).toBe("17");
  expect(typedFilter("key", "unknown", options)).toBeNull();
  expect(typedFilter("user", "unknown", [])).toBe("unknown");
  expect(typedFilter("user", "  ", [])).toBeNull();
});
