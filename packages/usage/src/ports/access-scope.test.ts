import { expect, test } from "vitest";
import { usersWithin, wholeUsage } from "./access-scope.ts";

test("a scope is all usage, or that of the users it names, down to none", () => {
  expect(usersWithin(wholeUsage)).toBeNull();
  expect(usersWithin({ kind: "user", users: ["anna"] })).toEqual(["anna"]);
  expect(usersWithin({ kind: "user", users: [] })).toEqual([]);
});

test("without a scope nothing is read", () => {
  expect(() => usersWithin(undefined)).toThrow(expect.objectContaining({ code: "SCOPE_MISSING" }));
});
