import { startRebuild } from "../../system/start-rebuild.ts";
import { holdFrom } from "../interfere.ts";
import type { Scene } from "../scene.ts";
import { until } from "../until.ts";

/** A COMMIT alone is no longer than this; the statement before it is. */
const COMMIT_BYTES_MAX = 64;

const isCommit = (piece: Buffer): boolean =>
  piece.length <= COMMIT_BYTES_MAX && /commit/i.test(piece.toString("latin1"));

/** A rebuild begins while a commit has written its cells and not ended; then both end. */
export const rebuildBesideCommit = async (scene: Scene): Promise<void> => {
  const { database, rig } = scene;
  await Promise.all([scene.start("flusher", "linked"), scene.start("scheduler")]);
  await scene.send(5);
  await until(
    "the first call is settled",
    async () => (await rig.buffer.backlog()).entryCount === 0,
  );
  const commit = holdFrom(rig.postgresLink, isCommit);
  await scene.send(5);
  await commit.held;
  const id = await startRebuild(rig.ledger, "beside a commit");
  await until("the rebuild waits", async () => (await database.lockWaits()) > 0);
  await commit.release();
  await until("the rebuild has ended", async () => {
    const { state } = await rig.ledger.aggregates.get(id);
    return state !== "queued" && state !== "running";
  });
};
