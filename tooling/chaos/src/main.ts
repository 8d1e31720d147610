import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runEveryCut } from "./aof/run-cuts.ts";
import { runChaos } from "./chaos-run.ts";
import { detailLines, isGreen, resultLine } from "./chaos-report.ts";
import type { Fault } from "./faults/fault.ts";
import { mutantLine, summaryOfMutants } from "./mutants/mutant-report.ts";
import { runMutants } from "./mutants/run-mutants.ts";
import { isOutageGreen, outageLines } from "./outage/outage-report.ts";
import { runOutage } from "./outage/run-outage.ts";
import { readOptions, type ChaosCommand } from "./options.ts";
import { runSweep } from "./sweep/run-sweep.ts";

/** Starting, healing, draining and checking, on a busy machine. */
const SPARE_SECONDS = 1_200;
/** All mutants, all crash points or all cuts, on a busy machine. */
const ROUND_SECONDS_MAX = 3_600;

const CLUSTER_SHARDS = 4;
/** Of each of three producers. */
const RATE = 60;
const OUTAGE_RATE = 334;

/** About two minutes: which seed does not matter, that it is always the same does. */
const CI = { seed: 7, seconds: 60, intensity: 2 } as const;
const CI_MUTANT = "ack before commit";

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
    shards: command.shards ?? (command.cluster ? CLUSTER_SHARDS : 1),
    durability: command.durability ?? (command.cluster ? "replicated" : "host"),
    folder,
    recordsPerSecond: command.rate ?? RATE,
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

/** @returns whether every crash was got over. */
const runEveryCrash = async (_command: ChaosCommand, folder: string): Promise<boolean> => {
  const results = await runSweep(folder, ({ faults, name }) => {
    if (faults.length > 0) say(`${name}: ${faults.join("; ")}`);
  });
  const bad = results.filter(({ faults }) => faults.length > 0);
  say(`crash points=${results.length} harm=${bad.length}`);
  return results.length > 0 && bad.length === 0;
};

/** @returns whether no cut tore anything. */
const runCuts = async (_command: ChaosCommand, folder: string): Promise<boolean> => {
  const { cutCount, torn } = await runEveryCut(folder);
  say(`cuts=${cutCount} torn=${torn.length}${torn.length === 0 ? "" : ` at ${torn.join(" ")}`}`);
  return torn.length === 0;
};

/** @returns whether everything held was counted once. */
const runOneOutage = async (command: ChaosCommand, folder: string): Promise<boolean> => {
  const outageSeconds = command.outage ?? 0;
  const result = await runOutage({
    outageSeconds,
    folder,
    seed: command.seed,
    recordsPerSecond: command.rate ?? OUTAGE_RATE,
    onLook: command.verbose ? say : () => undefined,
  });
  for (const line of outageLines(result, outageSeconds, command.seed)) say(line);
  return isOutageGreen(result);
};

/** @returns whether the faults did no harm, and the mistake was caught. */
const runForCi = async (command: ChaosCommand, folder: string): Promise<boolean> => {
  const isGreenRun = await runSystem({ ...command, ...CI }, path.join(folder, "faults"));
  const mutants = { ...command, ...CI, mutant: CI_MUTANT };
  const isCaught = await runAllMutants(mutants, path.join(folder, "mutant"));
  return isGreenRun && isCaught;
};

interface Action {
  readonly secondsMax: number;
  readonly run: (command: ChaosCommand, folder: string) => Promise<boolean>;
}

const actionOf = (command: ChaosCommand): Action => {
  const secondsMax = ROUND_SECONDS_MAX;
  if (command.ci) return { secondsMax, run: runForCi };
  if (command.outage !== undefined) return { secondsMax: 2 * secondsMax, run: runOneOutage };
  if (command.mutants || command.mutant !== "") return { secondsMax, run: runAllMutants };
  if (command.sweep) return { secondsMax, run: runEveryCrash };
  if (command.aof) return { secondsMax, run: runCuts };
  return { secondsMax: command.seconds + SPARE_SECONDS, run: runSystem };
};

/** Whatever hangs, the run ends; what it started ends with it. */
const endAfter = (seconds: number): void => {
  setTimeout(() => {
    say(`not done after ${seconds} s`);
    process.exit(1);
  }, seconds * 1_000).unref();
};

const command = readOptions(process.argv.slice(2));
const folder = mkdtempSync(path.join(tmpdir(), "tokenledger-chaos-"));
const action = actionOf(command);
endAfter(action.secondsMax);
const isGood = await action.run(command, folder);
if (isGood) rmSync(folder, { recursive: true, force: true });
else say(`  logs and data: ${folder}`);
process.exit(isGood ? 0 : 1);
