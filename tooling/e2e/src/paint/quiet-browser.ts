import { setTimeout as wait } from "node:timers/promises";
import type { Browser } from "playwright-core";

const LOOK_MS = 250;
/** CPU time within a look below which the browser does nothing of its own any more. */
const QUIET_SECONDS = 0.02;
/** A browser that never rests is measured all the same. */
const LOOKS_MAX = 60;

/**
 * Waits until the browser has done what opening a window costs it: for seconds it loads pages of its own (tab search and the like) on both
 * cores, before anybody could have typed an address.
 */
export const untilQuiet = async (browser: Browser): Promise<void> => {
  const session = await browser.newBrowserCDPSession();
  const cpuSeconds = async (): Promise<number> => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  try {
    let before = await cpuSeconds();
    for (let look = 0; look < LOOKS_MAX; look += 1) {
      await wait(LOOK_MS);
      const now = await cpuSeconds();
      if (now - before < QUIET_SECONDS) return;
      before = now;
    }
  } finally {
    await session.detach();
  }
};
