import { expect, test } from "vitest";
import { LruMap } from "./lru-map.ts";

test("one entry too many drops the one unused for longest, and reading counts as use", () => {
  const map = new LruMap<string, number>(2);
  map.set("a", 1);
  map.set("b", 2);
  expect(map.get("a")).toBe(1);
  map.set("c", 3);
  expect(map.get("b")).toBeUndefined();
  expect(map.get("a")).toBe(1);
  expect(map.get("c")).toBe(3);
  expect(map.size).toBe(2);
});

test("setting a key again replaces its value and drops nothing", () => {
  const map = new LruMap<string, number>(2);
  map.set("a", 1);
  map.set("b", 2);
  map.set("a", 3);
  expect([map.get("a"), map.get("b")]).toStrictEqual([3, 2]);
});

test("deleting what is not there is no error", () => {
  const map = new LruMap<string, number>(1);
  map.set("a", 1);
  map.delete("a");
  map.delete("a");
  expect(map.size).toBe(0);
});
