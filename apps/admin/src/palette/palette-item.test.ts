import * as fc from "fast-check";
import { expect, test } from "vitest";
import { matchItems } from "./palette-item.ts";

const named = (...names: readonly string[]): readonly { readonly name: string }[] =>
  names.map((name) => ({ name }));

test("every word typed must be in the name; names that begin with the text come first", () => {
  const items = named("Top users", "Users", "user settings", "Models");
  expect(matchItems(items, " user ").map(({ name }) => name)).toEqual([
    "Users",
    "user settings",
    "Top users",
  ]);
  expect(matchItems(items, "users top").map(({ name }) => name)).toEqual(["Top users"]);
  expect(matchItems(items, "nothing")).toEqual([]);
});

test("nothing typed offers everything, nothing is offered twice, and never more than forty", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 60 }), fc.string(), (names, typed) => {
      const found = matchItems(named(...names), typed).map(({ name }) => name);
      expect(new Set(found).size).toBe(found.length);
      expect(found.length).toBeLessThanOrEqual(40);
      expect(matchItems(named(...names), "")).toHaveLength(Math.min(names.length, 40));
    }),
  );
});
