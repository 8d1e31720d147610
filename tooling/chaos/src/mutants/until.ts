import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 20;
/** A busy machine takes its time; what is waited for comes, or the scenario is broken. */
const WAIT_MS_MAX = 60_000;

/** Waits until it is so. @throws Error that says what never was. */
export const until = async (
  what: string,
  isSo: () => boolean | Promise<boolean>,
): Promise<void> => {
  const deadlineMs = performance.now() + WAIT_MS_MAX;
  while (!(await isSo())) {
    if (performance.now() > deadlineMs) throw new Error(`never: ${what}`);
    await delay(POLL_MS);
  }
};
