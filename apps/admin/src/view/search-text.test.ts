import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseSearchText, searchText } from "./search-text.ts";

test("what is written is read again, to the last character", () => {
  const value = fc.string({ unit: "grapheme", maxLength: 12 });
  const values = fc.oneof(value, fc.array(value, { minLength: 2, maxLength: 4 }));
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), values), (search) => {
      expect(parseSearchText(searchText(search))).toEqual({ ...search });
    }),
  );
});

test("texts stay texts: no number, no boolean, no JSON is made of them", () => {
  expect(parseSearchText("?user=123&model=true&key=%5B1%5D")).toEqual({
    user: "123",
    model: "true",
    key: "[1]",
  });
});

test("nothing unset is written", () => {
  expect(searchText({})).toBe("");
  expect(searchText({ range: undefined, user: [] })).toBe("");
  expect(searchText({ user: ["a", "b"], range: "mtd" })).toBe("?user=a&user=b&range=mtd");
});
