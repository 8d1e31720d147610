import { statSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { appendOnlyFile, cutTail } from "../../aof/cut-tail.ts";
import type { Scene } from "../scene.ts";

/** How long ago Redis may last have synced. */
const UNSYNCED_MS: Readonly<Record<string, number>> = { always: 0, everysec: 1_000 };

const TRIES_MAX = 10;

/** Sends, until an answer came soon enough after the call for Redis not to have synced in between. @returns bytes that a loss of power may take. */
const sendUnsynced = async (scene: Scene, dataDir: string): Promise<number> => {
  const [, policy = ""] = z.array(z.string()).parse(await scene.redis.config("GET", "appendfsync"));
  const unsyncedMs = UNSYNCED_MS[policy] ?? 0;
  for (let tries = 1; ; tries += 1) {
    const startMs = performance.now();
    const { size } = statSync(appendOnlyFile(dataDir));
    await scene.send(5);
    if (performance.now() - startMs < unsyncedMs) {
      return statSync(appendOnlyFile(dataDir)).size - size;
    }
    if (unsyncedMs === 0 || tries === TRIES_MAX) return 0;
  }
};

/** Redis loses its power when it has just answered: its file keeps what was synced, and nothing that came later. */
export const powerLoss = async (scene: Scene): Promise<void> => {
  const { stores, folder } = scene.rig;
  const dataDir = path.join(folder, "redis");
  const lostBytes = await sendUnsynced(scene, dataDir);
  await stores.redis.crash();
  cutTail(dataDir, lostBytes);
  await stores.redis.restart();
  await scene.start("flusher");
};
