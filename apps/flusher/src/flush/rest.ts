import { setTimeout as delay } from "node:timers/promises";

/** Waits so long, or until the signal aborts. Fails for nothing. */
export const rest = async (ms: number, signal: AbortSignal): Promise<void> => {
  // The signal is all that can make it fail.
  await delay(ms, undefined, { signal }).catch(() => undefined);
};
