import { TokenledgerError } from "@tokenledger/usage";
import { pino } from "pino";
import { readConfig } from "./config.ts";
import { runScheduler } from "./run-scheduler.ts";

const run = async (): Promise<void> => {
  const config = readConfig();
  const log = pino({ name: "scheduler", level: config.LOG_LEVEL });
  const scheduler = await runScheduler(config, log);
  log.info("ready");
  process.send?.({ type: "ready" });

  let stopping = false;
  const stop = async (reason: string): Promise<void> => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ reason }, "stopping");
    await scheduler.close();
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));
  // The starter died: nobody would stop this process any more.
  process.once("disconnect", () => void stop("starter gone"));
};

try {
  await run();
} catch (error) {
  // What is wrong with the settings or the schema is for people: no stack.
  const isKnown = error instanceof TokenledgerError;
  const text = error instanceof Error ? (isKnown ? error.message : error.stack) : "failed";
  process.stderr.write(`${text ?? "failed"}\n`);
  process.exit(1);
}
