import { killAt } from "../interfere.ts";
import type { Scene } from "../scene.ts";

/** A flusher has read an entry, and dies before its commit reaches PostgreSQL; another takes over. */
export const killedAtCommit = async (scene: Scene): Promise<void> => {
  const victim = await scene.start("flusher", "linked", { FLUSH_CONSUMER: "victim" });
  const killed = killAt(
    scene.rig,
    victim,
    (link, direction, piece) =>
      link === "postgres" && direction === "up" && piece.includes("user 1"),
  );
  await scene.send(5);
  await killed;
  await scene.start("flusher");
};
