import { fork } from "node:child_process";

/** How a process ended. */
export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program of ours as a process of its own. */
export interface Child {
  /** What it says when it is ready. Rejects, with all it wrote, when it ends before. */
  readonly ready: Promise<unknown>;
  readonly ended: Promise<ChildEnd>;
  /** Everything it wrote so far, to both outputs. */
  output(): string;
  /** Sends a signal, SIGKILL by default, and waits for the end. A process that has ended is no error. */
  kill(signal?: NodeJS.Signals): Promise<ChildEnd>;
  /** Closes the channel to it, as the death of its starter would, and waits for the end. */
  letGo(): Promise<void>;
}

const isReady = (message: unknown): boolean =>
  typeof message === "object" && message !== null && "type" in message && message.type === "ready";

/** Starts a program with this environment and no other. */
export const startChild = (
  entry: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Child => {
  const written: string[] = [];
  const child = fork(entry, args, { env: { ...env }, stdio: ["ignore", "pipe", "pipe", "ipc"] });
  child.stdout?.on("data", (chunk) => written.push(String(chunk)));
  child.stderr?.on("data", (chunk) => written.push(String(chunk)));
  const output = (): string => written.join("");
  const ended = new Promise<ChildEnd>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  // `close` does not come when it was us who closed the channel.
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
  });
  const ready = new Promise<unknown>((resolve, reject) => {
    child.on("message", (message) => {
      if (isReady(message)) {
        resolve(message);
      }
    });
    child.once("close", () => reject(new Error(`${entry} ended before it was ready: ${output()}`)));
  });
  // Whoever waits for the end alone must not be met by an unhandled rejection.
  ready.catch(() => undefined);
  return {
    ready,
    ended,
    output,
    kill: async (signal = "SIGKILL") => {
      child.kill(signal);
      return ended;
    },
    letGo: async () => {
      if (child.connected) {
        child.disconnect();
      }
      await exited;
    },
  };
};
