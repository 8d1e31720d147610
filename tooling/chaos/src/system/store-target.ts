import { setTimeout as delay } from "node:timers/promises";
import type { ChaosTarget } from "./chaos-target.ts";

/** A store as a process: its id while it runs, its crash, its return over the same data. */
export interface StoreProcess {
  pid(): number | undefined;
  crash(): Promise<void>;
  restart(): Promise<void>;
}

/** A store that can be crashed and stopped. @param onBack told how long it took from the end of its outage until it answered. */
export const storeTarget = (
  store: StoreProcess,
  onBack: (waitMs: number) => void = () => undefined,
): ChaosTarget => {
  let outage: Promise<void> = Promise.resolve();
  let isDown = false;
  let timer: NodeJS.Timeout | undefined;

  const crash = async (downMs: number): Promise<void> => {
    await store.crash();
    await delay(downMs);
    const startMs = performance.now();
    await store.restart();
    isDown = false;
    onBack(performance.now() - startMs);
  };

  const pause = (durationMs: number): boolean => {
    const pid = store.pid();
    if (pid === undefined) return false;
    process.kill(pid, "SIGSTOP");
    timer = setTimeout(() => process.kill(pid, "SIGCONT"), durationMs);
    return true;
  };

  return {
    inject: (kind, durationMs) => {
      if (isDown) return false;
      if (kind === "pause") return pause(durationMs);
      if (kind !== "kill") return false;
      isDown = true;
      outage = crash(durationMs);
      outage.catch(() => undefined);
      return true;
    },
    heal: async () => {
      clearTimeout(timer);
      await outage;
      const pid = store.pid();
      if (pid !== undefined) process.kill(pid, "SIGCONT");
    },
  };
};
