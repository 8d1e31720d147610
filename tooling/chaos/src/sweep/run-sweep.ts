import { freePort } from "@tokenledger/services";
import type { CrashPoint, SweepResult } from "./crash-point.ts";
import { deliveries, sweepFlusherAt } from "./sweep-flusher.ts";
import { startSweepRig, type SweepRig } from "./sweep-rig.ts";
import { collectWays, sweepServerAt } from "./sweep-server.ts";
import { Victim } from "./victim.ts";

type MessagePoint = Extract<CrashPoint, { kind: "message" }>;

/** Every message of a piece of work, lost and, where it goes to a store, delivered too; until the work is done before the message comes. */
async function* everyMessage(
  crashAt: (point: MessagePoint) => Promise<SweepResult>,
): AsyncGenerator<SweepResult> {
  for (let number = 0; ; number += 1) {
    const lost = await crashAt({ kind: "message", number, isDelivered: false });
    if (lost.crashedOn === null) return;
    yield lost;
    if (lost.crashedOn === "up") {
      yield await crashAt({ kind: "message", number, isDelivered: true });
    }
  }
}

async function* flusherCrashes(rig: SweepRig): AsyncGenerator<SweepResult> {
  for (const delivery of deliveries) {
    for (const step of ["read", "committed", "settled"] as const) {
      yield await sweepFlusherAt(rig, { kind: "step", step }, delivery);
    }
    yield* everyMessage(async (point) => sweepFlusherAt(rig, point, delivery));
  }
}

async function* serverCrashes(rig: SweepRig): AsyncGenerator<SweepResult> {
  const port = await freePort();
  const settings = {
    DATABASE_URL: rig.stores.databaseUrl,
    REDIS_URL: rig.stores.redisUrl,
    PORT: String(port),
    TOKENLEDGER_KEY_PEPPER: rig.pepper,
  };
  await using heir = new Victim(rig, "server", settings);
  await heir.start();
  for (const way of collectWays) {
    yield* everyMessage(async (point) => sweepServerAt(rig, port, point, way));
  }
}

/** Kills server and flusher at every step and every message of their work, and shows each result as soon as it is known. */
export const runSweep = async (
  folder: string,
  onResult: (result: SweepResult) => void,
): Promise<readonly SweepResult[]> => {
  await using rig = await startSweepRig(folder);
  const results: SweepResult[] = [];
  for (const crashes of [serverCrashes(rig), flusherCrashes(rig)]) {
    for await (const result of crashes) {
      onResult(result);
      results.push(result);
    }
  }
  return results;
};
