import { say, type Command } from "../command.ts";
import { readConfig } from "../config.ts";
import { startSystem } from "./start.ts";
import { untilStopped } from "./until-stopped.ts";
import { welcome } from "./welcome.ts";

const run = async (): Promise<void> => {
  const config = readConfig();
  // Listened for from the start: whoever is told "ready" may ask to stop in the same moment.
  const stopped = untilStopped(say);
  const system = await startSystem(config, say);
  process.stdout.write(welcome(system.url, config.TOKENLEDGER_DATA_DIR, system.setup));
  process.send?.({ type: "ready", url: system.url, setup: system.setup });
  await stopped;
  say("stopping");
  await system.stop();
  say("stopped");
};

/** The whole system: brings PostgreSQL and Redis where none are named. */
export const startCommand: Command = {
  words: "start",
  options: "",
  summary: "the whole system on this machine",
  run,
};

/** The same, under the name the image's roles have. */
export const allCommand: Command = {
  ...startCommand,
  words: "all",
  summary: "start, as one container does: over DATABASE_URL and REDIS_URL",
};
