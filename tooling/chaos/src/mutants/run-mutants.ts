import { rmSync } from "node:fs";
import path from "node:path";
import { diffOf, scenarios, type Mutant, type Scenario } from "./mutants.ts";
import { makeShadowRooms } from "./shadow-rooms.ts";
import { openStage, type Mistake, type Stage } from "./stage.ts";

/** What became of a scenario, with or without a mistake in what it ran. */
export interface MutantResult {
  /** The mutant's, or the scenario's where it ran without. */
  readonly name: string;
  readonly isMutated: boolean;
  /** Checks that turned red, and how much they found. */
  readonly redChecks: readonly string[];
  readonly seconds: number;
}

/** Whether it is as it must be: a mistake turns a check red, and no mistake turns none. */
export const isAsItMust = ({ isMutated, redChecks }: MutantResult): boolean =>
  isMutated === redChecks.length > 0;

const runScene = async (
  stage: Stage,
  { run }: Scenario,
  mistake: Mistake,
): Promise<Omit<MutantResult, "name">> => {
  const startMs = performance.now();
  await using scene = await stage.scene(mistake);
  await run(scene);
  const findings = await scene.check();
  return {
    isMutated: mistake.isMutated,
    redChecks: findings
      .filter(({ found }) => found.length > 0)
      .map(({ found, name }) => `${name}=${found.length}`),
    seconds: (performance.now() - startMs) / 1_000,
  };
};

/** Loads a mutant into what a scenario starts. Its changed rooms are copied first, which counts as its time. */
const runMutant = async (
  stage: Stage,
  scenario: Scenario,
  mutant: Mutant,
  folder: string,
): Promise<MutantResult> => {
  const startMs = performance.now();
  const diff = diffOf(mutant);
  const { appendfsync } = mutant;
  const result = await runScene(stage, scenario, {
    isMutated: true,
    execArgv: diff === "" ? [] : makeShadowRooms(diff, folder),
    ...(appendfsync === undefined ? {} : { appendfsync }),
  });
  rmSync(folder, { recursive: true, force: true });
  return { ...result, name: mutant.name, seconds: (performance.now() - startMs) / 1_000 };
};

/**
 * Runs each scenario as things are, then with each of its mistakes, over one pair of stores.
 *
 * @param nameText only mutants whose names hold it, and their scenarios. @param onResult told of each as soon as it is known.
 */
export const runMutants = async (
  nameText: string,
  folder: string,
  onResult: (result: MutantResult) => void,
): Promise<readonly MutantResult[]> => {
  await using stage = await openStage(folder);
  const results: MutantResult[] = [];
  const add = (result: MutantResult): void => {
    results.push(result);
    onResult(result);
  };
  for (const scenario of scenarios) {
    const wanted = scenario.mutants.filter(({ name }) => name.includes(nameText));
    if (wanted.length === 0) continue;
    const asItIs = await runScene(stage, scenario, { isMutated: false, execArgv: [] });
    add({ ...asItIs, name: scenario.name });
    for (const mutant of wanted) {
      add(await runMutant(stage, scenario, mutant, path.join(folder, "shadow")));
    }
  }
  return results;
};
