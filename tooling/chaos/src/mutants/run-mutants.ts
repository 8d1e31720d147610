import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { findingsOf } from "../chaos-report.ts";
import { runChaos } from "../chaos-run.ts";
import { wantedFaults } from "../faults/wanted-faults.ts";
import { diffOf, mutants, type Mutant } from "./mutants.ts";
import { makeShadowRooms } from "./shadow-rooms.ts";

/** What became of a mutant. */
export interface MutantResult {
  readonly name: string;
  /** Checks that turned red. Empty: it was not caught, and the harness is worth that much less. */
  readonly caughtBy: readonly string[];
  readonly seconds: number;
}

const RUN_SECONDS = 10;
/** Three runs take less than a minute together; counted rather than timed, so that a busy machine misses no more. */
const RUNS_MAX = 3;

const runOnce = async (
  mutant: Mutant,
  seed: number,
  folder: string,
): Promise<readonly string[]> => {
  const diff = diffOf(mutant);
  mkdirSync(folder, { recursive: true });
  try {
    const result = await runChaos({
      ...mutant,
      folder,
      seed,
      seconds: RUN_SECONDS,
      isMutant: true,
      isWanted: wantedFaults(mutant.faults),
      execArgv: diff === "" ? [] : makeShadowRooms(diff, path.join(folder, "shadow")),
    });
    return findingsOf(result)
      .filter(({ found }) => found.length > 0)
      .map(({ found, name }) => `${name}=${found.length}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Runs one mutant, under one seed after the other, until a check turns red, three times at most. */
export const runMutant = async (
  mutant: Mutant,
  seed: number,
  folder: string,
): Promise<MutantResult> => {
  const startMs = performance.now();
  let caughtBy: readonly string[] = [];
  for (let run = 0; caughtBy.length === 0 && run < RUNS_MAX; run += 1) {
    caughtBy = await runOnce(mutant, seed + run, path.join(folder, String(run)));
  }
  return { name: mutant.name, caughtBy, seconds: (performance.now() - startMs) / 1_000 };
};

/** Runs the mutants whose names hold this text, one after the other. @param onResult told of each as soon as it is known. */
export const runMutants = async (
  nameText: string,
  seed: number,
  folder: string,
  onResult: (result: MutantResult) => void,
): Promise<readonly MutantResult[]> => {
  const results: MutantResult[] = [];
  for (const mutant of mutants.filter(({ name }) => name.includes(nameText))) {
    const result = await runMutant(
      mutant,
      seed,
      path.join(folder, mutant.name.replaceAll(" ", "-")),
    );
    onResult(result);
    results.push(result);
  }
  return results;
};
