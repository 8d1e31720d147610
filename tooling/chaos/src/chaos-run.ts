import { setTimeout as delay } from "node:timers/promises";
import type { RestFindings } from "./checks/check-at-rest.ts";
import { finalCheck } from "./checks/final-check.ts";
import { LiveWatch, type LiveFindings } from "./checks/live-watch.ts";
import { Witness } from "./checks/witness.ts";
import { faultLanes } from "./faults/fault-lanes.ts";
import { scheduleFaults, type ScheduleOptions } from "./faults/fault-schedule.ts";
import type { Fault } from "./faults/fault.ts";
import { PhaseTimes } from "./phase-times.ts";
import type { ChaosTarget } from "./system/chaos-target.ts";
import { FAILOVER, type RecoveryTimes } from "./system/recovery-times.ts";
import { Rebuilder } from "./system/rebuilder.ts";
import { startChaosSystem, type ChaosSystem, type SystemOptions } from "./system/chaos-system.ts";

export interface ChaosOptions extends SystemOptions, ScheduleOptions {
  /** Counters may never be behind, whatever fails. */
  readonly strict?: boolean;
  /** Told of each fault as it happens. */
  readonly onFault?: ((fault: Fault) => void) | undefined;
}

/** What a run found. */
export interface ChaosResult {
  readonly faultCount: number;
  readonly final: RestFindings;
  readonly live: LiveFindings;
  /** What rebuilds found to be wrong. */
  readonly rebuilt: readonly string[];
  /** What the SDK's own accounts do not explain. */
  readonly sheets: readonly string[];
  /** What did not work again when nothing was wrong with it any more. */
  readonly unhealed: readonly string[];
  /** How long services and stores took to come back. */
  readonly recoveries: readonly string[];
  /** Masters of a cluster that a replica took the place of. */
  readonly failoverCount: number;
  /** How long each part of the run took. */
  readonly phases: string;
  readonly unforeseenEnds: number;
}

/** In minutes: a machine that is busy starts services in one, and slowness is no fault. */
const HEAL_MS_MAX = 300_000;
const FINISH_MS_MAX = 300_000;
const WAITS = { drainMsMax: 300_000, mirrorMsMax: 120_000 } as const;

/**
 * A server that cannot reach Redis, or wakes up believing so, writes past it; counters are behind until a server has handed that over, the longer, the
 * more often they are cut off. What a process may take to come back is added.
 */
const LAG_MS_MAX = 15_000;
const SENDS_PAST_REDIS = /^redis$|^server-\d+(>redis)?$/;

const mayPassRedis = (faults: readonly Fault[], { strict = false }: ChaosOptions): boolean =>
  !strict &&
  faults.some(
    ({ kind, target }) => SENDS_PAST_REDIS.test(target) && !(kind === "kill" && target !== "redis"),
  );

const lagMsMaxOf = (recoveries: RecoveryTimes, { intensity = 1 }: ChaosOptions): number =>
  LAG_MS_MAX * Math.max(1, intensity) + recoveries.longestMs();

/** Brings about each fault at its time. @returns how many found something to break. */
const injectAll = async (
  system: ChaosSystem,
  faults: readonly Fault[],
  options: ChaosOptions,
): Promise<number> => {
  const startMs = performance.now();
  let count = 0;
  for (const fault of faults) {
    await delay(Math.max(0, fault.atMs - (performance.now() - startMs)));
    if (system.targets.get(fault.target)?.inject(fault.kind, fault.durationMs) !== true) continue;
    count += 1;
    options.onFault?.(fault);
  }
  await delay(Math.max(0, options.seconds * 1_000 - (performance.now() - startMs)));
  return count;
};

/** Heals one target. @returns what is wrong when it does not work again in time. */
const heal = async (name: string, target: ChaosTarget): Promise<readonly string[]> => {
  const late = Symbol("late");
  const timer = delay(HEAL_MS_MAX, late, { ref: false });
  const outcome = await Promise.race([target.heal(), timer]);
  return outcome === late ? [`${name} does not work again after ${HEAL_MS_MAX / 1_000} s`] : [];
};

/** Stores and links first: a service is not ready without them. @returns what is wrong. */
const healAll = async (system: ChaosSystem): Promise<readonly string[]> => {
  const services = new Set(system.services.map(({ name }) => name));
  const faults: string[] = [];
  for (const isService of [false, true]) {
    const group = [...system.targets].filter(([name]) => services.has(name) === isService);
    const found = await Promise.all(group.map(async ([name, target]) => heal(name, target)));
    faults.push(...found.flat());
  }
  return faults;
};

/**
 * Starts the system, lets its producers record while the faults of the schedule happen, heals everything, waits for rest, and checks.
 * Ends every process it started, also when it fails.
 */
export const runChaos = async (options: ChaosOptions): Promise<ChaosResult> => {
  const phases = new PhaseTimes();
  await using system = await startChaosSystem(options);
  const witness = new Witness(system.serverUrls, system.witnessKey.token);
  const faults = scheduleFaults(faultLanes, options);
  const watch = new LiveWatch(system, witness);
  const rebuilder = new Rebuilder(system.ledger);
  await system.producers.start();
  phases.end("start");
  witness.start();
  watch.start();
  rebuilder.start();
  const faultCount = await injectAll(system, faults, options);
  phases.end("faults");
  const unhealed = await healAll(system);
  phases.end("heal");
  await system.producers.finish(FINISH_MS_MAX);
  const unanswered = await witness.finish(FINISH_MS_MAX);
  const isLax = mayPassRedis(faults, options);
  const live = await watch.finish(isLax ? lagMsMaxOf(system.recoveries, options) : 0);
  const rebuilt = await rebuilder.finish();
  phases.end("finish");
  const final = await finalCheck(system, witness, WAITS);
  phases.end("check");
  return {
    faultCount,
    final,
    live,
    rebuilt,
    sheets: system.producers.faults,
    unhealed: [...unhealed, ...unanswered],
    recoveries: system.recoveries.table(),
    failoverCount: system.recoveries.count(FAILOVER),
    phases: phases.summary(),
    unforeseenEnds: system.services.reduce((sum, { unforeseenEnds }) => sum + unforeseenEnds, 0),
  };
};
