import { TokenledgerError } from "@tokenledger/usage";
import { readConfig } from "./config.ts";
import { createLogger } from "./create-logger.ts";
import { runFlusher } from "./run-flusher.ts";
import { stopSignal } from "./stop-signal.ts";

const run = async (): Promise<void> => {
  const config = readConfig();
  const log = createLogger(config.LOG_LEVEL);
  await runFlusher(config, log, stopSignal(), {
    onReady: () => {
      log.info({ consumer: config.FLUSH_CONSUMER }, "ready");
      if (process.connected) process.send?.({ type: "ready" });
    },
    onHang: () => {
      log.fatal("no progress for too long: ending, to be started afresh");
      process.exit(1);
    },
  });
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
