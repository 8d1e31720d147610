import { about, type Finding } from "./finding.ts";

const { ok, warning, fails } = about("clocks");
/** Below this nobody would see it. */
const AHEAD_MS_OK = 2_000;
/** Collect refuses records that are so far ahead of the server. */
const AHEAD_MS_MAX = 5 * 60_000;

/** @param aheadMs how far the clock of `store` is ahead of this machine's. */
export const checkClock = (store: string, aheadMs: number): Finding => {
  const size = Math.abs(aheadMs);
  const text = `${store} is ${(size / 1000).toFixed(1)} s ${aheadMs < 0 ? "behind" : "ahead of"} this machine`;
  const advice = "Let one time service set the clocks of all machines: `timedatectl set-ntp true`.";
  if (size <= AHEAD_MS_OK) return ok(`${store} agrees with this machine`);
  return size < AHEAD_MS_MAX ? warning(text, advice) : fails(text, advice);
};
