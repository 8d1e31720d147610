import { Command, print, say, type AnyCommand } from "../command.ts";
import { readConfig } from "../config.ts";
import { untilStopped } from "./until-stopped.ts";
import { welcome } from "./welcome.ts";

const run = async (): Promise<void> => {
  const config = readConfig();
  // Listened for from the start: whoever is told "ready" may ask to stop in the same moment.
  const stopped = untilStopped(say);
  const { startSystem } = await import("./start.ts");
  const system = await startSystem(config, say);
  print(welcome(system.url, config.TOKENLEDGER_DATA_DIR, system.setup).trimEnd());
  process.send?.({ type: "ready", url: system.url, setup: system.setup });
  await stopped;
  say("stopping");
  await system.stop();
  say("stopped");
};

/** The whole system: brings PostgreSQL and Redis where none are named. */
export const startCommand = (): AnyCommand =>
  new Command("start")
    .summary("the whole system on this machine")
    .description(
      "Starts PostgreSQL, Redis, server, flusher, scheduler and the page, and stops them at Ctrl-C. DATABASE_URL and REDIS_URL replace the stores it brings. The first start prints the login and the first access key.",
    )
    .action(run);

/** The same, under the name the image's roles have. */
export const allCommand = (): AnyCommand =>
  new Command("all")
    .summary("start, as one container does: over DATABASE_URL and REDIS_URL")
    .description("As `start`; the name that the image's roles have.")
    .action(run);
