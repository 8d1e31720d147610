import { mkdtempSync, rmSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withCompileCache } from "./with-compile-cache.ts";

test("a child is given the cache in use, unless it has one", () => {
  const folder = mkdtempSync(join(tmpdir(), "tokenledger-test-compiled-"));
  try {
    enableCompileCache(folder);
    expect(withCompileCache({ PORT: "1" })).toEqual({ PORT: "1", NODE_COMPILE_CACHE: folder });
    expect(withCompileCache({ NODE_COMPILE_CACHE: "/own" })).toEqual({
      NODE_COMPILE_CACHE: "/own",
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
