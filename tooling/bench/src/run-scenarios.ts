import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { FigureSheet, type Figure } from "./figures/figure-sheet.ts";
import { figureTable } from "./figures/figure-table.ts";
import { LoadClient } from "./load/load-client.ts";
import { machine } from "./figures/machine.ts";
import { startBenchStores } from "./rig/bench-stores.ts";
import { openProduct } from "./rig/product.ts";
import type { Scale, Scenario } from "./scenarios/scenario.ts";
import { openStraightforward } from "./straightforward/straightforward-build.ts";

export interface ScenarioRun {
  readonly scenarios: readonly Scenario[];
  readonly scale: Scale;
  /** Holds everything of the run. */
  readonly folder: string;
  /** Where filled databases are kept for later runs; null: none is. */
  readonly dataFolder: string | null;
  /** File that the figures go to; null: they are shown alone. */
  readonly outFile: string | null;
  readonly say: (text: string) => void;
}

/**
 * Runs scenarios over stores of their own, and shows what they brought. Says nothing of whether it is good: that depends on the machine.
 *
 * @throws Error when a figure could not be produced.
 */
export const runScenarios = async (run: ScenarioRun): Promise<readonly Figure[]> => {
  const { scenarios, scale, folder, dataFolder, outFile, say } = run;
  const sheet = new FigureSheet(scenarios.flatMap(({ figures }) => figures));
  await using stores = await startBenchStores({ folder, dataFolder });
  await using product = await openProduct(stores, "bench");
  const straightforward = await openStraightforward(stores, product.tokens);
  await using load = await LoadClient.start();
  for (const scenario of scenarios) {
    const startMs = performance.now();
    await scenario.run({ scale, stores, product, straightforward, load, sheet, say });
    say(`${scenario.name}: ${((performance.now() - startMs) / 1_000).toFixed(1)} s`);
  }
  const figures = sheet.figures();
  say(`\n${figureTable(figures)}`);
  if (outFile !== null) {
    const report = { ...(await machine(stores)), scale, figures };
    mkdirSync(path.dirname(path.resolve(outFile)), { recursive: true });
    writeFileSync(outFile, `${JSON.stringify(report, null, 2)}\n`);
    say(`\nwritten to ${outFile}`);
  }
  return figures;
};
