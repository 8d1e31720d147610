import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { detailLines, isGreen, resultLine } from "./chaos-report.ts";
import { runChaos } from "./chaos-run.ts";
import { mutants } from "./mutants/mutants.ts";
import { runMutant } from "./mutants/run-mutants.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tokenledger-chaos-test-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a few seconds of every fault: nothing is lost, nothing counted twice, no counter drifts", async () => {
  const result = await runChaos({
    folder,
    seed: 5,
    seconds: 6,
    recordsPerSecond: 30,
    isWanted: () => true,
  });
  expect(detailLines(result)).toHaveLength(3);
  expect(resultLine(result, 5)).toMatch(
    /^faults=[1-9]\d* events=[1-9]\d* lost=0 double=0 drift=0 seed=5$/,
  );
  expect(isGreen(result)).toBe(true);
}, 180_000);

test("the same checks turn red when records are acknowledged before they are committed", async () => {
  const mutant = mutants.find(({ name }) => name === "ack before commit");
  if (mutant === undefined) throw new Error("no such mutant");
  const { caughtBy } = await runMutant(mutant, 1, folder);
  expect(caughtBy.join(" ")).toContain("lost=");
}, 300_000);
