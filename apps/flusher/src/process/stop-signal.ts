import type { EventEmitter } from "node:events";

/**
 * Aborts when this process is to end: SIGTERM, SIGINT, or the death of the process that started it (its IPC channel closes, and nobody would
 * stop this one any more). The reason says which. A second signal does not wait: it ends the process with code 1, and what was in hand stays pending.
 *
 * @param source where the events come from; anything but the process is for tests.
 */
export const stopSignal = (source: EventEmitter = process): AbortSignal => {
  const controller = new AbortController();
  const onSignal = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(1);
    controller.abort(signal);
  };
  source.on("SIGTERM", onSignal);
  source.on("SIGINT", onSignal);
  source.once("disconnect", () => controller.abort("starter gone"));
  return controller.signal;
};
