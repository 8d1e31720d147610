import { TokenledgerError } from "@tokenledger/usage";
import { readConfig } from "./config.ts";
import { createLogger } from "./create-logger.ts";
import { processHooks } from "./process-hooks.ts";
import { runFlusher } from "./run-flusher.ts";
import { stopSignal } from "./stop-signal.ts";

const run = async (): Promise<void> => {
  const config = readConfig();
  const log = createLogger(config.LOG_LEVEL);
  await runFlusher(config, log, stopSignal(), processHooks(config, log));
};

try {
  await run();
  process.exit(0);
} catch (error) {
  // What is wrong with the settings is for people: no stack.
  const isKnown = error instanceof TokenledgerError;
  const text = error instanceof Error ? (isKnown ? error.message : error.stack) : "failed";
  process.stderr.write(`${text ?? "failed"}\n`);
  process.exit(1);
}
