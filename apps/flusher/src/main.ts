import { Worker } from "node:worker_threads";
import { TokenledgerError } from "@tokenledger/usage";
import { readConfig } from "./config.ts";
import { createLogger } from "./create-logger.ts";
import { stopSignal } from "./stop-signal.ts";
import { watchThread } from "./watch-thread.ts";

/**
 * V8 lets a heap grow to gigabytes before it cleans up: draining a backlog took 375 MB without these limits and takes 165 MB with them, at the same rate.
 * As the limits of a thread they hold however the process is started, which options on a command line would not.
 */
const HEAP_LIMITS = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 8 };

const run = async (): Promise<number> => {
  const config = readConfig();
  const log = createLogger(config.LOG_LEVEL);
  const thread = new Worker(new URL("./flusher-thread.ts", import.meta.url), {
    resourceLimits: HEAP_LIMITS,
  });
  return watchThread(thread, {
    log,
    signal: stopSignal(),
    silentMsMax: config.FLUSH_SILENT_MS_MAX,
    onReady: () => {
      log.info({ consumer: config.FLUSH_CONSUMER }, "ready");
      // A starter that died meanwhile left a channel that throws.
      if (process.connected) process.send?.({ type: "ready" });
    },
  });
};

try {
  process.exit(await run());
} catch (error) {
  // What is wrong with the settings is for people: no stack.
  const isKnown = error instanceof TokenledgerError;
  const text = error instanceof Error ? (isKnown ? error.message : error.stack) : "failed";
  process.stderr.write(`${text ?? "failed"}\n`);
  process.exit(1);
}
