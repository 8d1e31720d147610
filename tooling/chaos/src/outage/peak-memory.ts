import { readFileSync } from "node:fs";

const KILOBYTE = 1_024;
const PEAK = /^VmHWM:\s+(?<kilobytes>\d+) kB$/m;

/** The most memory that a process has had resident so far, in bytes; 0 where the system does not tell. */
export const peakMemory = (pid: number): number => {
  try {
    const text = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(PEAK.exec(text)?.groups?.["kilobytes"] ?? 0) * KILOBYTE;
  } catch {
    return 0;
  }
};
