import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runEveryCut } from "./aof/run-cuts.ts";
import { runChaos } from "./chaos-run.ts";
import { detailLines, isGreen, resultLine } from "./chaos-report.ts";
import type { Fault } from "./faults/fault.ts";
import { mutantLine, summaryOfMutants } from "./mutants/mutant-report.ts";
import { isAsItMust, runMutants } from "./mutants/run-mutants.ts";
import { isOutageGreen, outageLines } from "./outage/outage-report.ts";
import { runOutage } from "./outage/run-outage.ts";
import { readOptions, type ChaosCommand } from "./options.ts";
import { runSweep } from "./sweep/run-sweep.ts";

/** Starting, healing, draining and checking, on a busy machine. */
const SPARE_SECONDS = 1_200;
/** All mutants, all crash points or all cuts, on a busy machine. */
const ROUND_SECONDS_MAX = 3_600;

/** Of each of three producers. */
const RATE = 60;
const OUTAGE_RATE = 334;

/** Which seed does not matter, that it is always the same does; the cluster's schedule kills masters. */
const CI = {
  oneRedis: { seed: 7, seconds: 60, intensity: 2, cluster: false },
  cluster: { seed: 7, seconds: 30, intensity: 2, cluster: true },
} as const;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const sayFault = ({ atMs, durationMs, kind, target }: Fault): void => {
  say(`${(atMs / 1_000).toFixed(2)} s ${kind} ${target} for ${Math.round(durationMs)} ms`);
};

/** Where nobody says otherwise. On a cluster the only level at which a failover may lose nothing. */
const DEFAULTS = {
  oneRedis: { shards: 1, durability: "host" },
  cluster: { shards: 4, durability: "replicated" },
} as const;

/** @returns whether every check was green, and so many masters were failed over. */
const runSystem = async (
  command: ChaosCommand,
  folder: string,
  failoversMin = 0,
): Promise<boolean> => {
  const { shards, durability } = DEFAULTS[command.cluster ? "cluster" : "oneRedis"];
  const result = await runChaos({
    ...command,
    shards: command.shards ?? shards,
    durability: command.durability ?? durability,
    folder,
    recordsPerSecond: command.rate ?? RATE,
    isWanted: command.faults,
    onFault: command.verbose ? sayFault : undefined,
  });
  for (const line of detailLines(result)) say(line);
  say(resultLine(result, command.seed));
  if (result.failoverCount >= failoversMin) return isGreen(result);
  say(`  ${result.failoverCount} masters were failed over: the run shows too little`);
  return false;
};

/** @returns whether every mutant was caught, and no scenario was red without one. */
const runAllMutants = async (command: ChaosCommand, folder: string): Promise<boolean> => {
  const results = await runMutants(command.mutant, folder, (result) => say(mutantLine(result)));
  say(summaryOfMutants(results));
  return results.length > 0 && results.every(isAsItMust);
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

/** All that every change must pass. @returns whether the faults did no harm, on one Redis and on a cluster, and every mistake was caught. */
const runForCi = async (command: ChaosCommand, folder: string): Promise<boolean> => {
  const isGreenRun = await runSystem({ ...command, ...CI.oneRedis }, path.join(folder, "one"));
  const isGreenCluster = await runSystem(
    { ...command, ...CI.cluster },
    path.join(folder, "cluster"),
    1,
  );
  const isCaught = await runAllMutants(command, path.join(folder, "mutants"));
  return isGreenRun && isGreenCluster && isCaught;
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
