import { TokenledgerError } from "@tokenledger/usage";
import { readConfig } from "./config.ts";
import { createLogger } from "./create-logger.ts";
import { startServer } from "./start-server.ts";
import { untilStopped } from "./until-stopped.ts";

const run = async (): Promise<void> => {
  const config = readConfig();
  const logger = createLogger({ level: config.LOG_LEVEL });
  const stopped = untilStopped();
  const server = await startServer(config, logger);
  logger.info({ url: server.url }, "listening");
  process.send?.({ type: "ready", url: server.url });
  const reason = await stopped;
  logger.info({ reason }, "stopping");
  await server.stop();
  logger.info("stopped");
};

try {
  await run();
  process.exit(0);
} catch (error) {
  // What is wrong with the settings is for people: one sentence, no stack.
  const isKnown = error instanceof TokenledgerError;
  const text = error instanceof Error ? (isKnown ? error.message : error.stack) : "failed";
  process.stderr.write(`${text ?? "failed"}\n`);
  process.exit(1);
}
