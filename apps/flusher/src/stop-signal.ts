/**
 * Aborts when this process is to end: SIGTERM, SIGINT, or the death of the process that started it (its IPC channel closes, and nobody would
 * stop this one any more). The reason says which. A second signal does not wait: it ends the process with code 1, and what was in hand stays pending.
 */
export const stopSignal = (): AbortSignal => {
  const controller = new AbortController();
  const onSignal = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(1);
    controller.abort(signal);
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
  process.once("disconnect", () => controller.abort("starter gone"));
  return controller.signal;
};
