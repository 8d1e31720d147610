import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { claimDataDir } from "./single-start.ts";
import { startRacer } from "./testing/start-racer.ts";

const folder = (): string => mkdtempSync(join(tmpdir(), "tokenledger-claim-"));
const PATIENCE_MS = 60_000;

test(
  "a data folder that a living process holds is refused, naming the process; once that is killed it is taken over",
  { timeout: PATIENCE_MS },
  async () => {
    const dataDir = folder();
    const holder = await startRacer(join(dataDir, "start.lock"));
    expect(await holder.tries()).toBe(true);
    expect(() => claimDataDir(dataDir)).toThrow(`runs already over ${dataDir}. `);
    writeFileSync(join(dataDir, "start.pid"), String(holder.pid));
    expect(() => claimDataDir(dataDir)).toThrow(`process ${holder.pid}`);
    await holder.killed();
    expect(() => claimDataDir(dataDir)).not.toThrow();
  },
);

test("a process's id that a restart of the machine gave to somebody else holds nothing", () => {
  const dataDir = folder();
  writeFileSync(join(dataDir, "start.pid"), String(process.ppid));
  expect(() => claimDataDir(dataDir)).not.toThrow();
});

test("a claim that was given back can be taken again, and giving it back twice is no error", () => {
  const dataDir = folder();
  const giveBack = claimDataDir(dataDir);
  expect(() => claimDataDir(dataDir)).toThrow(`process ${process.pid}`);
  giveBack();
  giveBack();
  expect(readdirSync(dataDir)).toEqual(["start.lock"]);
  expect(() => claimDataDir(dataDir)).not.toThrow();
});
