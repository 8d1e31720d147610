import type { Scene } from "../scene.ts";

/** A flusher has committed, and dies before it settles; another reads the same entry again. */
export const killedBeforeSettling = async (scene: Scene): Promise<void> => {
  const victim = await scene.start("flusher", "linked", { TOKENLEDGER_CRASH_AT: "committed" });
  await scene.send(5);
  await victim.ended;
  await scene.start("flusher");
};
