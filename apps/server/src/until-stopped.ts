/** Why a process is to stop. */
export type StopReason = "SIGTERM" | "SIGINT" | "disconnect";

/** What tells a process to stop: the process itself, or something like it. */
export interface StopSource {
  on(event: "SIGTERM" | "SIGINT" | "disconnect", listener: () => void): unknown;
  exit(code: number): void;
}

/**
 * Waits until this process is told to stop: SIGTERM, SIGINT, or the end of the process that started it (its IPC channel closes).
 * A second signal ends the process at once, with exit code 1: whoever sends it does not want to wait.
 */
export const untilStopped = (source: StopSource = process): Promise<StopReason> =>
  new Promise((resolve) => {
    let isTold = false;
    const stop = (reason: StopReason): void => {
      if (isTold && reason !== "disconnect") {
        source.exit(1);
      }
      isTold = true;
      resolve(reason);
    };
    for (const reason of ["SIGTERM", "SIGINT", "disconnect"] as const) {
      source.on(reason, () => {
        stop(reason);
      });
    }
  });
