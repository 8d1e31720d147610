import { fork } from "node:child_process";
import { once } from "node:events";

/** A program of its own process that has said that it is ready. */
export interface Program extends AsyncDisposable {
  readonly pid: number;
  /** How long it took to say so, in milliseconds. */
  readonly startMs: number;
  send(message: object): void;
  /** The next message it sends. @throws Error when it ends first. */
  answer(): Promise<unknown>;
}

export interface ProgramOptions {
  readonly entry: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Options of Node, before the program. */
  readonly execArgv?: readonly string[];
}

/** Starts a program and waits for its first message, by which it says that it is ready. Disposing of it asks it to end, and waits. */
export const startProgram = async ({
  entry,
  args = [],
  env = {},
  execArgv = [],
}: ProgramOptions): Promise<Program> => {
  const startedMs = performance.now();
  const child = fork(entry, [...args], { env: { ...env }, execArgv: [...execArgv] });
  const gone = once(child, "exit");
  const answer = async (): Promise<unknown> => {
    const controller = new AbortController();
    const ended = gone.then(() => {
      throw new Error(`${entry} ended.`);
    });
    const heard: Promise<readonly unknown[]> = once(child, "message", controller);
    try {
      return (await Promise.race([heard, ended]))[0];
    } finally {
      controller.abort();
      heard.catch(() => undefined);
    }
  };
  await answer();
  return {
    pid: child.pid ?? 0,
    startMs: performance.now() - startedMs,
    send: (message) => void child.send(message),
    answer,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await gone;
    },
  };
};
