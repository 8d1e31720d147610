import { expect, test } from "vitest";
import { exportsEnvironment } from "./exports-environment.ts";

test("the process of exports is given the cache of compiled code in use, and nothing else", () => {
  expect(exportsEnvironment("/cache/v24.21.0-x64")).toEqual({ NODE_COMPILE_CACHE: "/cache" });
});
