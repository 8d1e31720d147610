import { expect, test } from "vitest";
import { distinctGroups } from "./distinct-groups.ts";

test("each group is offered once, in order; records without one offer nothing", () => {
  const points = [{ group: "b" }, { group: null }, { group: "a" }, { group: "b" }];
  expect(distinctGroups(points).map(({ value }) => value)).toEqual(["a", "b"]);
});
