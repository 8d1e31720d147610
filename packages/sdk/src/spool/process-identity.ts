import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** A folder untouched for this long belongs to nobody, in milliseconds. Only asked where the process itself cannot be seen. */
export const STALE_MS = 150_000;

const NAME = /^(?<host>[0-9a-f]{12})-(?<pid>\d+)-(?<start>\d+)-[0-9a-f]{8}$/u;
/** A folder that its owner has left in order. */
const LEFT = /^left-/u;

const quietRead = (read: () => string): string => {
  try {
    return read();
  } catch {
    return "";
  }
};

/** When a process started, in clock ticks since boot; 0 where it cannot be seen. With the pid it names a process for ever, a pid alone is given again. */
const startTicks = (pid: number): string => {
  const stat = quietRead(() => readFileSync(`/proc/${pid}/stat`, "latin1"));
  // The second field is the command in brackets and may hold spaces: fields are counted from behind it.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "0";
};

/** This machine as its processes see each other: other boots and other containers are other machines, their pids mean nothing here. */
const hostName = (): string => {
  const boot = quietRead(() => readFileSync("/proc/sys/kernel/random/boot_id", "latin1"));
  const pids = quietRead(() => readlinkSync("/proc/self/ns/pid"));
  return createHash("sha256").update(`${hostname()} ${boot} ${pids}`).digest("hex").slice(0, 12);
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};

/** Whose folder of the spool is whose. */
export class ProcessIdentity {
  readonly #host: string;

  constructor(host: string = hostName()) {
    this.#host = host;
  }

  /** A name for a folder of this process; another one each time. */
  folderName(): string {
    const random = randomBytes(4).toString("hex");
    return `${this.#host}-${process.pid}-${startTicks(process.pid)}-${random}`;
  }

  /**
   * Whether nobody writes to the folder of this name any more.
   * On this machine that is known (does the process run?); of another one, or where processes cannot be told apart, it is judged by the folder's age.
   */
  isOrphan(name: string, ageMs: number): boolean {
    const owner = NAME.exec(name)?.groups;
    if (owner === undefined) {
      return LEFT.test(name);
    }
    const pid = Number(owner["pid"]);
    const start = owner["start"];
    if (owner["host"] !== this.#host) {
      return ageMs > STALE_MS;
    }
    if (!isRunning(pid)) {
      return true;
    }
    return start === "0" ? ageMs > STALE_MS : start !== startTicks(pid);
  }
}
