import type { ChaosTarget } from "./chaos-target.ts";
import type { SupervisedProcess } from "./supervised-process.ts";

/** A process of ours that can be killed and stopped. */
export const processTarget = (process: SupervisedProcess): ChaosTarget => {
  let timer: NodeJS.Timeout | undefined;
  return {
    inject: (kind, durationMs) => {
      if (kind === "kill") return process.kill(durationMs);
      if (kind !== "pause" || !process.pause()) return false;
      clearTimeout(timer);
      timer = setTimeout(() => process.resume(), durationMs);
      return true;
    },
    heal: async () => {
      clearTimeout(timer);
      process.resume();
      await process.ready();
    },
  };
};
