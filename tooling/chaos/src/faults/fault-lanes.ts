import type { FaultKind } from "./fault.ts";

type Span = readonly [number, number];

/** What may happen to one target, one thing at a time. */
export interface FaultLane {
  readonly target: string;
  /** Mean time from the end of a fault to the next, in milliseconds. */
  readonly quietMs: number;
  /** How long each kind lasts, in milliseconds. Kinds are equally likely. */
  readonly kinds: readonly (readonly [FaultKind, Span])[];
}

const laneOf = (
  targets: readonly string[],
  quietMs: number,
  kinds: FaultLane["kinds"],
): readonly FaultLane[] => targets.map((target) => ({ target, quietMs, kinds }));

/** The processes of the system under test. */
export const processNames = {
  servers: ["server-1", "server-2"],
  flushers: ["flusher-1", "flusher-2"],
  producers: ["producer-1", "producer-2", "producer-3"],
} as const;

const withStores = (name: string): readonly string[] => [`${name}>redis`, `${name}>postgres`];

/** The links of the system under test, each named for who asks whom. */
export const linkNames: readonly string[] = [
  // The third producer shares the first one's.
  "producer-1>server",
  "producer-2>server",
  ...[...processNames.servers, ...processNames.flushers, "scheduler"].flatMap(withStores),
];

/**
 * Every target with what may happen to it: about three faults a second in all.
 * Pauses of a flusher outlast the time after which its entries are taken over: it comes back as a zombie.
 */
export const faultLanes: readonly FaultLane[] = [
  ...laneOf(processNames.servers, 7_000, [
    ["kill", [50, 1_500]],
    ["pause", [200, 2_000]],
  ]),
  ...laneOf(processNames.flushers, 5_000, [
    ["kill", [50, 1_500]],
    ["pause", [500, 4_000]],
  ]),
  ...laneOf(processNames.producers, 8_000, [
    ["kill", [50, 500]],
    ["pause", [200, 1_000]],
  ]),
  ...laneOf(["scheduler"], 15_000, [["kill", [50, 1_000]]]),
  ...laneOf(["redis"], 10_000, [
    ["kill", [0, 1_500]],
    ["pause", [300, 1_500]],
  ]),
  ...laneOf(["postgres"], 12_000, [["kill", [0, 2_000]]]),
  ...laneOf(linkNames, 6_000, [
    ["cut", [0, 500]],
    ["blackhole", [500, 3_000]],
    ["mute", [300, 2_000]],
    ["delay", [1_000, 3_000]],
    ["half-close", [0, 0]],
  ]),
];
