import { Worker } from "node:worker_threads";
import { readConfig } from "../config.ts";
import { createLogger } from "../create-logger.ts";
import { watchThread } from "./watch-thread.ts";

/**
 * V8 lets a heap grow to gigabytes before it cleans up: draining a backlog took 375 MB without these limits and takes 188 MB with them, at the
 * same rate. A young generation half as large saves nothing, and copies more. As the limits of a thread they hold however the process is started, which options on a command line would not.
 */
const HEAP_LIMITS = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16 };

/** Loading the program takes a second, and many on a machine that is busy. */
const START_MS_MAX = 120_000;

export interface ProcessParts {
  /** Why and when to stop. */
  readonly signal: AbortSignal;
  /** Called once, when both stores have answered. */
  readonly onReady: () => void;
  /** The settings. Default: this process's own environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs the flusher in a thread of bounded heap, and watches over it.
 *
 * @returns the exit code for the process.
 * @throws InvalidInputError CONFIG_INVALID before anything is started.
 */
export const runProcess = async ({
  signal,
  onReady,
  environment,
}: ProcessParts): Promise<number> => {
  const config = readConfig(environment);
  const log = createLogger(config.LOG_LEVEL);
  const thread = new Worker(new URL("./flusher-thread.ts", import.meta.url), {
    resourceLimits: HEAP_LIMITS,
    ...(environment !== undefined && { env: environment }),
  });
  return watchThread(thread, {
    log,
    signal,
    silentMsMax: config.FLUSH_SILENT_MS_MAX,
    startMsMax: Math.max(START_MS_MAX, config.FLUSH_SILENT_MS_MAX),
    onReady: () => {
      log.info({ consumer: config.FLUSH_CONSUMER }, "ready");
      onReady();
    },
  });
};
