import { expect, test } from "vitest";
import { isTestOf } from "./named-tests.ts";

test.each([
  ['test("a title (of one)", () => {});', true],
  ["test(`a title (of one)`, () => {});", true],
  ['test.each([\n  ["x", f()],\n])(\n  "a title (of one)",\n  () => {});', true],
  ['test.skip("a title (of one)", () => {});', false],
  ['describe("a title (of one)", () => {});', false],
  ['expect("a title (of one)").toBe(1);', false],
  ['test("a title (of one) and more", () => {});', false],
])("%s: %s", (source, expected) => {
  expect(isTestOf(source, "a title (of one)")).toBe(expected);
});
