import type { Worker } from "node:worker_threads";
import type { Logger } from "pino";
import { Watchdog } from "./watchdog.ts";

/** What the flusher's thread tells: that both stores have answered (once), and that something happened. */
export type ThreadMessage = "ready" | "progress";

export interface ThreadWatch {
  readonly log: Logger;
  /** Passed on to the thread, with its reason, when it aborts. */
  readonly signal: AbortSignal;
  /** How long the thread may tell nothing. */
  readonly silentMsMax: number;
  /** How long it may take to tell anything at all. */
  readonly startMsMax: number;
  readonly onReady: () => void;
}

/**
 * Watches over a flusher's thread until it ends. From outside it, so that also a thread that blocks is noticed: it is ended, and loses nothing,
 * for what it had read stays pending.
 *
 * @returns the exit code for the process: 0 when the thread ended in order; 1 when it failed or hung. (Where it outgrows its heap V8 may end the
 * whole process.)
 */
export const watchThread = async (
  thread: Worker,
  { log, signal, silentMsMax, startMsMax, onReady }: ThreadWatch,
): Promise<number> => {
  using watchdog = new Watchdog({
    silentMsMax,
    startMsMax,
    onSilent: () => {
      log.fatal("no progress for too long: ending, to be started afresh");
      void thread.terminate();
    },
  });
  thread.on("message", (message: unknown) => {
    watchdog.progress();
    if (message === "ready") onReady();
  });
  thread.on("error", (error) => log.fatal({ err: error }, "the flusher failed"));
  const stop = (): void => thread.postMessage(String(signal.reason), []);
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  return await new Promise<number>((resolve) => {
    thread.once("exit", resolve);
  });
};
