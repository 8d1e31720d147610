/** Why a process is to stop. */
export type StopReason = "SIGTERM" | "SIGINT" | "disconnect";

/**
 * Waits until this process is told to stop: SIGTERM, SIGINT, or the end of the process that started it (its IPC channel closes).
 * A second signal ends the process at once, with exit code 1: whoever sends it does not want to wait.
 */
export const untilStopped = (): Promise<StopReason> =>
  new Promise((resolve) => {
    let isTold = false;
    const stop = (reason: StopReason): void => {
      if (isTold && reason !== "disconnect") {
        process.exit(1);
      }
      isTold = true;
      resolve(reason);
    };
    process.on("SIGTERM", stop);
    process.on("SIGINT", stop);
    process.once("disconnect", () => {
      stop("disconnect");
    });
  });
