import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const PROGRAM = fileURLToPath(new URL("../testing/write-focus-hour.ts", import.meta.url));

test("an hour of nine thousand charges is written within a heap of 24 MB", () => {
  const flags = ["--max-old-space-size=24", "--max-semi-space-size=4"];
  const { status, stdout } = spawnSync(process.execPath, [...flags, PROGRAM], { encoding: "utf8" });
  expect(status).toBe(0);
  expect(Number(stdout)).toBeGreaterThan(4_000_000);
});
