import type { FaultLane } from "./fault-lanes.ts";
import type { Fault, FaultKind } from "./fault.ts";
import { seededRandom, waitAround, wholeWithin, within } from "./seeded-random.ts";

export interface ScheduleOptions {
  readonly seed: number;
  readonly seconds: number;
  /** Which faults are wanted. */
  readonly isWanted: (kind: FaultKind, target: string) => boolean;
  /** Times as many as the lanes say. Default 1. */
  readonly intensity?: number;
}

const laneFaults = (lane: FaultLane, options: ScheduleOptions): readonly Fault[] => {
  const { seed, seconds, isWanted, intensity = 1 } = options;
  const random = seededRandom(seed, lane.target);
  const kinds = lane.kinds.filter(([kind]) => isWanted(kind, lane.target));
  const faults: Fault[] = [];
  if (kinds.length === 0) return faults;
  for (let atMs = 0; ;) {
    atMs += waitAround(random, lane.quietMs / intensity);
    const chosen = kinds[wholeWithin(random, [0, kinds.length - 1])];
    if (chosen === undefined || atMs >= seconds * 1_000) return faults;
    const durationMs = Math.min(within(random, chosen[1]), seconds * 1_000 - atMs);
    faults.push({ atMs, target: lane.target, kind: chosen[0], durationMs });
    atMs += durationMs;
  }
};

/**
 * When what goes wrong, from the seed alone: the same seed, length and wishes give the same faults at the same times.
 * Each target draws from a source of its own, so that leaving one out moves no other's faults.
 */
export const scheduleFaults = (
  lanes: readonly FaultLane[],
  options: ScheduleOptions,
): readonly Fault[] =>
  lanes.flatMap((lane) => laneFaults(lane, options)).sort((a, b) => a.atMs - b.atMs);
