import type { FaultProxy, WireTap } from "../network/fault-proxy.ts";
import type { Fate } from "../network/proxied-connection.ts";
import type { SweepRig } from "../sweep/sweep-rig.ts";
import type { Victim } from "../sweep/victim.ts";

const DROP: Fate = { kind: "drop" };
const HELD: Fate = { kind: "pass", delayMs: 3_600_000 };

type Link = "redis" | "postgres";
type IsIt = (...piece: readonly [link: Link, ...Parameters<WireTap>]) => boolean;

/**
 * Kills a process at the first piece that fits, before that arrives. From then on nothing of it reaches a store, however long the signal takes.
 *
 * @returns resolves when it is dead, and its links serve again.
 */
export const killAt = async (rig: SweepRig, victim: Victim, isIt: IsIt): Promise<void> => {
  let isStruck = false;
  const links = [
    ["redis", rig.redisLink],
    ["postgres", rig.postgresLink],
  ] as const;
  for (const [name, link] of links) {
    link.tap((direction, piece) => {
      if (!isStruck && isIt(name, direction, piece)) {
        isStruck = true;
        victim.kill();
      }
      return isStruck ? DROP : undefined;
    });
  }
  await victim.ended;
  for (const [, link] of links) {
    link.tap(undefined);
    link.heal();
  }
};

/** What is on its way, and has not arrived. */
export interface HeldPieces {
  /** Resolves when the first piece that fits is held back. */
  readonly held: Promise<void>;
  /** Lets everything arrive that is held back. Resolves at the answer. */
  release(): Promise<void>;
}

/** Holds back what is asked, from the first piece that fits. */
export const holdFrom = (link: FaultProxy, isIt: (piece: Buffer) => boolean): HeldPieces => {
  const held = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  let state: "waits" | "holds" | "released" = "waits";
  link.tap((direction, piece) => {
    if (direction === "down") {
      if (state === "released") answered.resolve();
      return undefined;
    }
    if (state === "waits" && isIt(piece)) {
      state = "holds";
      held.resolve();
    }
    return state === "holds" ? HELD : undefined;
  });
  return {
    held: held.promise,
    release: async () => {
      state = "released";
      link.hasten();
      await answered.promise;
    },
  };
};
