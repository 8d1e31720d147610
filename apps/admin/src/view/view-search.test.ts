import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  FILTER_VALUES_MAX,
  TrendSearch,
  RequestsSearch,
  sharedPart,
  SharedSearch,
} from "./view-search.ts";

test("an address of anything opens: what is damaged is dropped, the rest is kept", () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom("range", "key", "user", "metric", "compare", "view", "record"),
        fc.anything(),
      ),
      (search) => {
        expect(() => TrendSearch.parse(search)).not.toThrow();
        expect(() => RequestsSearch.parse(search)).not.toThrow();
      },
    ),
  );
  expect(TrendSearch.parse({ range: "7d", metric: "money", view: "table", user: 7 })).toEqual({
    range: "7d",
    view: "table",
  });
});

test("one value of a filter is a list of one; doubles count once; long lists are cut", () => {
  expect(SharedSearch.parse({ user: "alice" })).toEqual({ user: ["alice"] });
  expect(SharedSearch.parse({ user: ["alice", "alice", "bob"] })).toEqual({
    user: ["alice", "bob"],
  });
  const many = Array.from({ length: 40 }, (_, index) => `m${index}`);
  expect(SharedSearch.parse({ model: many }).model).toHaveLength(FILTER_VALUES_MAX);
});

test("only what all pages share goes from page to page", () => {
  const search = RequestsSearch.parse({
    range: "7d",
    user: "alice",
    cursor: "c",
    record: "r",
    live: "off",
  });
  expect(sharedPart(search)).toEqual({ range: "7d", user: ["alice"] });
});
