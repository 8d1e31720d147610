import { fork, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, openSync, renameSync, statSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

export interface RoleOptions {
  /** What people call it; also the name of its log file. */
  readonly name: string;
  readonly entry: string;
  readonly logFile: string;
  readonly nodeFlags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** One role of the system (server, flusher, scheduler) as a process that is brought back when it dies. */
export interface RoleProcess {
  /** Resolves at the role's first `ready`. @throws Error when it ends before that. */
  ready(): Promise<void>;
  /** Asks it to stop and waits; kills it after `waitMsMax`. Stopping twice is no error. */
  stop(waitMsMax: number): Promise<void>;
}

const LOG_BYTES_MAX = 16 * 1024 * 1024;
const RESTART_MS_MIN = 250;
const RESTART_MS_MAX = 10_000;

/** Opens the log for appending; one that grew past its limit becomes `.1`. */
const openLog = (file: string): number => {
  if (existsSync(file) && statSync(file).size > LOG_BYTES_MAX) renameSync(file, `${file}.1`);
  return openSync(file, "a", 0o600);
};

const isReady = (message: unknown): boolean =>
  typeof message === "object" && message !== null && "type" in message && message.type === "ready";

const launch = ({ entry, env, logFile, nodeFlags }: RoleOptions): ChildProcess => {
  const log = openLog(logFile);
  try {
    // A group of its own: Ctrl-C reaches the starter alone, which stops its children in order.
    // The IPC channel tells a child that its starter died.
    return fork(entry, [], {
      detached: true,
      env: { ...env },
      execArgv: [...nodeFlags],
      stdio: ["ignore", log, log, "ipc"],
    });
  } finally {
    closeSync(log);
  }
};

/** Starts a role and keeps it running: when it dies it comes back after a pause that doubles up to 10 s. */
export const startRole = (options: RoleOptions, onDeath: (name: string) => void): RoleProcess => {
  const first = Promise.withResolvers<void>();
  first.promise.catch(() => undefined);
  let stopping = false;
  let child: ChildProcess;
  let pauseMs = RESTART_MS_MIN;
  const run = (): void => {
    let wasReady = false;
    child = launch(options);
    child.on("message", (message) => {
      if (!isReady(message)) return;
      wasReady = true;
      pauseMs = RESTART_MS_MIN;
      first.resolve();
    });
    child.on("error", (error) => first.reject(error));
    child.on("exit", () => {
      if (stopping) return;
      if (!wasReady)
        first.reject(
          new Error(`${options.name} ended before it was ready; see ${options.logFile}`),
        );
      onDeath(options.name);
      const pause = delay(pauseMs).then(() => (stopping ? undefined : run()));
      pause.catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, RESTART_MS_MAX);
    });
  };
  run();
  return {
    ready: async () => first.promise,
    stop: async (waitMsMax) => {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), waitMsMax);
      await gone;
      clearTimeout(timer);
    },
  };
};
