import { holdFrom } from "../interfere.ts";
import type { Scene } from "../scene.ts";
import { until } from "../until.ts";

/**
 * A flusher has committed; its settling is on its way when it is stopped. Another takes the entry over, and commits newer records of the same cells.
 * Then the late settling arrives.
 */
export const lateSettle = async (scene: Scene): Promise<void> => {
  const victim = await scene.start("flusher", "linked", { FLUSH_CONSUMER: "victim" });
  const settling = holdFrom(scene.rig.redisLink, (piece) => piece.includes(":base:"));
  await scene.send(5);
  await settling.held;
  victim.pause();
  await scene.send(5);
  await scene.start("flusher");
  await until(
    "the other has settled all",
    async () => (await scene.rig.buffer.backlog()).entryCount === 0,
  );
  await settling.release();
  victim.kill();
  await victim.ended;
};
