import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runChaos } from "./chaos-run.ts";
import { detailLines, isGreen, resultLine } from "./chaos-report.ts";
import type { Fault } from "./faults/fault.ts";
import { mutantLine, summaryOfMutants } from "./mutants/mutant-report.ts";
import { runMutants } from "./mutants/run-mutants.ts";
import { readOptions, type ChaosCommand } from "./options.ts";

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const sayFault = ({ atMs, durationMs, kind, target }: Fault): void => {
  say(`${(atMs / 1_000).toFixed(2)} s ${kind} ${target} for ${Math.round(durationMs)} ms`);
};

/** @returns whether every check was green. */
const runSystem = async (command: ChaosCommand, folder: string): Promise<boolean> => {
  const result = await runChaos({
    ...command,
    folder,
    recordsPerSecond: command.rate,
    isWanted: command.faults,
    onFault: command.verbose ? sayFault : undefined,
  });
  for (const line of detailLines(result)) say(line);
  say(resultLine(result, command.seed));
  return isGreen(result);
};

/** @returns whether every mutant was caught. */
const runAllMutants = async (command: ChaosCommand, folder: string): Promise<boolean> => {
  const results = await runMutants(command.mutant, command.seed, folder, (result) =>
    say(mutantLine(result)),
  );
  say(summaryOfMutants(results));
  return results.length > 0 && results.every(({ caughtBy }) => caughtBy.length > 0);
};

const command = readOptions(process.argv.slice(2));
const folder = mkdtempSync(path.join(tmpdir(), "tokenledger-chaos-"));
const isMutants = command.mutants || command.mutant !== "";
const isGood = await (isMutants ? runAllMutants : runSystem)(command, folder);
if (isGood) rmSync(folder, { recursive: true, force: true });
else say(`  logs and data: ${folder}`);
process.exit(isGood ? 0 : 1);
