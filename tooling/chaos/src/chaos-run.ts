import { setTimeout as delay } from "node:timers/promises";
import { finalCheck, type FinalFindings } from "./checks/final-check.ts";
import { LiveWatch, type LiveFindings } from "./checks/live-watch.ts";
import { Witness } from "./checks/witness.ts";
import { faultLanes } from "./faults/fault-lanes.ts";
import { scheduleFaults, type ScheduleOptions } from "./faults/fault-schedule.ts";
import type { Fault } from "./faults/fault.ts";
import { startChaosSystem, type ChaosSystem, type SystemOptions } from "./system/chaos-system.ts";

export interface ChaosOptions extends SystemOptions, ScheduleOptions {
  /** Told of each fault as it happens. */
  readonly onFault?: ((fault: Fault) => void) | undefined;
}

/** What a run found. */
export interface ChaosResult {
  readonly faultCount: number;
  readonly final: FinalFindings;
  readonly live: LiveFindings;
  /** What the SDK's own accounts do not explain. */
  readonly sheets: readonly string[];
  /** How long services and stores took to come back. */
  readonly recoveries: string;
  readonly unforeseenEnds: number;
}

const FINISH_MS_MAX = 60_000;
const WAITS = { drainMsMax: 45_000, mirrorMsMax: 8_000 } as const;

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

const healAll = async (system: ChaosSystem): Promise<void> => {
  // Stores and links first: a service is not ready without them.
  for (const isService of [false, true]) {
    const names = new Set(system.services.map(({ name }) => name));
    const group = [...system.targets].filter(([name]) => names.has(name) === isService);
    await Promise.all(group.map(async ([, target]) => target.heal()));
  }
};

/**
 * Starts the system, lets its producers record while the faults of the schedule happen, heals everything, waits for rest, and checks.
 * Ends every process it started, also when it fails.
 */
export const runChaos = async (options: ChaosOptions): Promise<ChaosResult> => {
  await using system = await startChaosSystem(options);
  const witness = new Witness(system.serverUrls, system.witnessKey.token);
  const watch = new LiveWatch(system, witness);
  await system.producers.start();
  witness.start();
  watch.start();
  const faultCount = await injectAll(system, scheduleFaults(faultLanes, options), options);
  await healAll(system);
  await Promise.all([system.producers.finish(FINISH_MS_MAX), witness.finish()]);
  const live = await watch.finish();
  const final = await finalCheck(system, witness, WAITS);
  return {
    faultCount,
    final,
    live,
    sheets: system.producers.faults,
    recoveries: system.recoveries.summary(),
    unforeseenEnds: system.services.reduce((sum, { unforeseenEnds }) => sum + unforeseenEnds, 0),
  };
};
