import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { claimDataDir } from "./single-start.ts";

const folder = (): string => mkdtempSync(join(tmpdir(), "tokenledger-claim-"));

test("a data folder that a living process holds is refused, naming the process", () => {
  const dataDir = folder();
  writeFileSync(join(dataDir, "start.pid"), String(process.ppid));
  expect(() => claimDataDir(dataDir)).toThrow(`process ${process.ppid}`);
});

test("the claim of a killed process is taken over", () => {
  const dataDir = folder();
  const dead = spawnSync(process.execPath, ["-e", ""]);
  writeFileSync(join(dataDir, "start.pid"), String(dead.pid));
  expect(() => claimDataDir(dataDir)).not.toThrow();
});

test("a claim that was given back can be taken again, and giving it back twice is no error", () => {
  const dataDir = folder();
  const giveBack = claimDataDir(dataDir);
  giveBack();
  giveBack();
  expect(() => claimDataDir(dataDir)).not.toThrow();
});
