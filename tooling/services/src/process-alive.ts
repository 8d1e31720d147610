import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** Ended but not yet collected by its parent. A container's first process may take seconds to collect what it inherits. */
const isZombie = (pid: number): boolean => {
  try {
    return /^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
};

/** Whether a process with this id runs, whoever owns it. */
export const processAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM" && !isZombie(pid);
  }
};

/** Resolves when the process is gone. @throws Error when it still runs after `waitMsMax`. */
export const processGone = async (pid: number, waitMsMax: number): Promise<void> => {
  const deadline = Date.now() + waitMsMax;
  while (processAlive(pid)) {
    if (Date.now() > deadline) throw new Error(`process ${pid} did not stop in ${waitMsMax} ms`);
    await delay(5);
  }
};
