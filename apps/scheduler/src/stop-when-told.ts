/** Why a process is to stop. */
export type StopReason = "SIGTERM" | "SIGINT" | "starter gone";

/** What tells a process to stop: the process itself, or something like it. */
export interface StopSource {
  on(event: "SIGTERM" | "SIGINT" | "disconnect", listener: () => void): unknown;
  exit(code: number): void;
}

/**
 * Stops when this process is told to (SIGTERM, SIGINT, or the death of the process that started it), and ends it with code 0 when that is done.
 * A second signal does not wait: it ends the process with code 1, and the slots of the jobs under way are taken over by another.
 */
export const stopWhenTold = (
  stop: (reason: StopReason) => Promise<void>,
  source: StopSource = process,
): void => {
  let isTold = false;
  const told = async (reason: StopReason): Promise<void> => {
    if (isTold) {
      if (reason !== "starter gone") source.exit(1);
      return;
    }
    isTold = true;
    await stop(reason);
    source.exit(0);
  };
  source.on("SIGTERM", () => void told("SIGTERM"));
  source.on("SIGINT", () => void told("SIGINT"));
  // Nobody would stop this process any more.
  source.on("disconnect", () => void told("starter gone"));
};
