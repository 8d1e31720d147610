import { setTimeout as delay } from "node:timers/promises";
import { holdFile } from "./held-file.ts";

const LOOK_EVERY_MS = 100;

const whenFree = async (lockFile: string): Promise<() => void> => {
  for (;;) {
    const giveBack = holdFile(lockFile);
    if (giveBack !== undefined) return giveBack;
    await delay(LOOK_EVERY_MS);
  }
};

/** Does work that only one process of this machine may do at a time; the others wait for it. One that was killed holds nothing. */
export const oneAtATime = async <Result>(
  lockFile: string,
  work: () => Promise<Result>,
): Promise<Result> => {
  const giveBack = await whenFree(lockFile);
  try {
    return await work();
  } finally {
    giveBack();
  }
};
