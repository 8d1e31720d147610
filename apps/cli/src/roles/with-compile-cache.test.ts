import { expect, test } from "vitest";
import { withCompileCache } from "./with-compile-cache.ts";

const IN_USE = "/cache/v24.21.0-x64";

test("a child is given the cache in use, unless it has one", () => {
  expect(withCompileCache({ PORT: "1" }, IN_USE)).toEqual({
    PORT: "1",
    NODE_COMPILE_CACHE: "/cache",
  });
  const own = { NODE_COMPILE_CACHE: "/own" };
  expect(withCompileCache(own, IN_USE)).toEqual(own);
});
