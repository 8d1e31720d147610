import { TokenledgerError } from "@tokenledger/usage";
import { pino } from "pino";
import { readConfig } from "./config.ts";
import { runScheduler } from "./run-scheduler.ts";
import { stopWhenTold } from "./stop-when-told.ts";

const run = async (): Promise<void> => {
  const config = readConfig();
  const log = pino({ name: "scheduler", level: config.LOG_LEVEL });
  const scheduler = await runScheduler(config, log);
  log.info("ready");
  process.send?.({ type: "ready" });
  stopWhenTold(async (reason) => {
    log.info({ reason }, "stopping");
    await scheduler.close();
  });
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
