import { expect, test } from "vitest";
import { moveIndex } from "./move-index.ts";

test("arrows walk and stop at the ends; Home and End jump; other keys mean nothing", () => {
  expect(moveIndex("ArrowRight", 1, 4)).toBe(2);
  expect(moveIndex("ArrowRight", 3, 4)).toBe(3);
  expect(moveIndex("ArrowLeft", 1, 4)).toBe(0);
  expect(moveIndex("ArrowLeft", 0, 4)).toBe(0);
  expect(moveIndex("ArrowRight", null, 4)).toBe(0);
  expect(moveIndex("ArrowLeft", null, 4)).toBe(3);
  expect(moveIndex("Home", 2, 4)).toBe(0);
  expect(moveIndex("End", 2, 4)).toBe(3);
  expect(moveIndex("a", 2, 4)).toBeUndefined();
  expect(moveIndex("Home", null, 0)).toBeUndefined();
});
