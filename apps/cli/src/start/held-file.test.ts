import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { holdFile } from "./held-file.ts";
import { startRacer } from "./testing/start-racer.ts";

const folder = mkdtempSync(join(tmpdir(), "tokenledger-held-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Each round has one fewer: the winner is killed, and the rest race for a dead process's file. */
const RACERS = 8;
const PATIENCE_MS = 120_000;

test(
  "of many processes that race for a killed one's file exactly one gets it, and the others are told",
  { timeout: PATIENCE_MS },
  async () => {
    const file = join(folder, "raced");
    let racers = await Promise.all(Array.from({ length: RACERS }, async () => startRacer(file)));
    while (racers.length > 0) {
      const won = await Promise.all(racers.map(async (racer) => racer.tries()));
      expect(won.filter(Boolean)).toHaveLength(1);
      await racers[won.indexOf(true)]?.killed();
      racers = racers.filter((_racer, at) => won[at] === false);
    }
    expect(readdirSync(folder)).toEqual(["raced"]);
    expect(statSync(file).size).toBe(0);
  },
);

test("a process that holds a file does not get it a second time, until it gave it back", () => {
  const file = join(folder, "own");
  const giveBack = holdFile(file);
  expect(holdFile(file)).toBeUndefined();
  giveBack?.();
  giveBack?.();
  expect(holdFile(file)).toBeTypeOf("function");
});

test("what is no folder is a fault, not a holder", () => {
  expect(() => holdFile(join(folder, "nowhere", "file"))).toThrow("unable to open");
});
