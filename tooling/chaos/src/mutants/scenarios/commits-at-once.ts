import type { Scene } from "../scene.ts";
import { until } from "../until.ts";

const BATCH = 200;
/** Each batch holds every one of them on every day, so that both flushers write the same cells. */
const SPREAD = { users: 11, days: 7 } as const;
const ROUNDS = 4;
const CALLS_MAX = 8;
/** Neither takes over what the other holds: they would commit the same records, and one would only wait for the other's claims. */
const SETTINGS = { FLUSH_RECORDS_MAX: String(BATCH), FLUSH_CLAIM_IDLE_MS: "600000" } as const;

const settled = async ({ rig }: Scene): Promise<void> =>
  until("all is settled", async () => (await rig.buffer.backlog()).entryCount === 0);

/** Two flushers are in the middle of commits of the same cells, and neither gets on; then both do. */
export const commitsAtOnce = async (scene: Scene): Promise<void> => {
  const { database } = scene;
  await Promise.all([
    scene.start("flusher", "direct", SETTINGS),
    scene.start("flusher", "direct", SETTINGS),
  ]);
  await scene.send(BATCH, SPREAD);
  for (let round = 0; round < ROUNDS; round += 1) {
    await settled(scene);
    await database.holdSomeCells();
    // A flusher reads ahead, so that the second may need a call more to have something to commit.
    for (let call = 0; call < CALLS_MAX && (await database.lockWaits()) < 2; call += 1) {
      await scene.send(BATCH, SPREAD);
    }
    await until("two commits wait", async () => (await database.lockWaits()) >= 2);
    await database.letGo();
  }
};
