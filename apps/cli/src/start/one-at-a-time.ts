import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { processAlive } from "@tokenledger/services";

const LOOK_EVERY_MS = 100;

/** @returns false where somebody holds it already. */
const take = (pidFile: string): boolean => {
  try {
    writeFileSync(pidFile, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
};

const isHeld = (pidFile: string): boolean => {
  try {
    const pid = Number(readFileSync(pidFile, "utf8"));
    // Empty for the moment between its making and its writing.
    return pid === 0 || processAlive(pid);
  } catch {
    return false;
  }
};

/** Does work that only one process of this machine may do at a time; the others wait for it. One that was killed holds nothing. */
export const oneAtATime = async <Result>(
  pidFile: string,
  work: () => Promise<Result>,
): Promise<Result> => {
  while (!take(pidFile)) {
    if (isHeld(pidFile)) await delay(LOOK_EVERY_MS);
    else rmSync(pidFile, { force: true });
  }
  try {
    return await work();
  } finally {
    rmSync(pidFile, { force: true });
  }
};
