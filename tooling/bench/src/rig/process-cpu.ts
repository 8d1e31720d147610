import { readFileSync, readdirSync } from "node:fs";

/** Linux counts CPU time in hundredths of a second, whatever the kernel's own clock. */
const TICK_MS = 10;

const UTIME = 11;
const STIME = 12;
const CUTIME = 13;
const CSTIME = 14;

/** The fields of `/proc/<pid>/stat` after the name, which may itself hold spaces and brackets. */
const statFields = (pid: number): readonly number[] => {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  return text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
};

const own = (pid: number, fields: readonly number[]): number =>
  TICK_MS * fields.reduce((sum, field) => sum + (statFields(pid)[field] ?? 0), 0);

/** Processes that it has started and that have not ended. */
export const children = (pid: number): readonly number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, "utf8")
      .split(" ")
      .filter((text) => text !== "")
      .map(Number),
  );

const ofChild = (pid: number): number => {
  try {
    return own(pid, [UTIME, STIME]);
  } catch {
    // Ended since it was listed: its parent counts it from now on.
    return 0;
  }
};

/**
 * Milliseconds of CPU that a process, its threads and its children, also those that have ended, have used so far.
 * From `/proc`: Linux only. @throws Error when it is not there.
 */
export const cpuMs = (pid: number): number =>
  own(pid, [UTIME, STIME, CUTIME, CSTIME]) +
  children(pid).reduce((sum, child) => sum + ofChild(child), 0);

/** The most memory that a process has held at once, in megabytes. */
export const peakMegabytes = (pid: number): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1_000;
