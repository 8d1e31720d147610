import { freePort } from "@tokenledger/services";
import { killAt } from "../interfere.ts";
import type { Scene } from "../scene.ts";

/** Redis has carried out what a server asked for, and the server dies before it knows; the sender asks another. */
export const serverKilledAtAnswer = async (scene: Scene): Promise<void> => {
  const port = await freePort();
  const victim = await scene.start("server", "linked", { PORT: String(port) });
  let isAsked = false;
  const killed = killAt(scene.rig, victim, (link, direction, piece) => {
    if (link !== "redis") return false;
    isAsked ||= direction === "up" && piece.includes(":seen:");
    // A script that Redis does not know yet is sent once more, whole.
    return isAsked && direction === "down" && !piece.includes("NOSCRIPT");
  });
  await scene.send(5, {}, `http://127.0.0.1:${port}`);
  await killed;
  await scene.start("flusher");
};
