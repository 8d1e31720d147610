import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The flusher as its own process, as it runs in production. */
export interface FlusherProcess extends AsyncDisposable {
  readonly child: ChildProcess;
  /** Resolves when it says it is ready. @throws Error when it ends before. */
  readonly ready: Promise<void>;
  readonly ended: Promise<ProcessEnd>;
  /** Everything it wrote so far, to both outputs. */
  output(): string;
}

const isReady = (message: unknown): boolean =>
  typeof message === "object" && message !== null && "type" in message && message.type === "ready";

/** Starts a flusher with these settings and no others. Disposing of it kills it. */
export const startFlusherProcess = (settings: Readonly<Record<string, string>>): FlusherProcess => {
  const chunks: string[] = [];
  const child = fork(fileURLToPath(new URL("../main.ts", import.meta.url)), [], {
    env: settings,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const exited = new Promise<ProcessEnd>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  const outputs = [child.stdout, child.stderr].map(async (stream) => {
    for await (const chunk of stream ?? []) chunks.push(String(chunk));
  });
  // Not the `close` event: it never comes after `disconnect()`.
  const ended = Promise.all([exited, ...outputs]).then(([end]) => end);
  const ready = new Promise<void>((resolve, reject) => {
    child.on("message", (message) => {
      if (isReady(message)) resolve();
    });
    void ended.then(() => reject(new Error(`ended before it was ready: ${chunks.join("")}`)));
  });
  ready.catch(() => undefined);
  return {
    child,
    ready,
    ended,
    output: () => chunks.join(""),
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
};
