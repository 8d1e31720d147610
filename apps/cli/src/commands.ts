import { parseArgs } from "node:util";
import { accessKeyScopes, InvalidInputError, type AccessKeyScope } from "@tokenledger/usage";
import { readConfig } from "./config.ts";
import { createKey } from "./keys/create-key.ts";
import { startSystem } from "./start/start.ts";
import { untilStopped } from "./start/until-stopped.ts";
import { welcome } from "./start/welcome.ts";

const USAGE = `Usage:
  tokenledger start                                   the whole system on this machine
  tokenledger keys create --name NAME [--scope collect|backfill]… [--json]
`;

const say = (text: string): void => {
  process.stderr.write(`[tokenledger] ${text}\n`);
};

const start = async (): Promise<void> => {
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

const isScope = (text: string): text is AccessKeyScope =>
  accessKeyScopes.some((scope) => scope === text);

const scopesOf = (texts: readonly string[]): readonly AccessKeyScope[] => {
  const unknown = texts.find((text) => !isScope(text));
  if (unknown !== undefined) {
    throw new InvalidInputError(
      "ARGUMENT_INVALID",
      `--scope ${unknown}: one of ${accessKeyScopes.join(", ")}`,
    );
  }
  return [...new Set<AccessKeyScope>(["collect", ...texts.filter(isScope)])];
};

const keysCreate = async (args: string[]): Promise<void> => {
  const { values } = parseArgs({
    args,
    options: {
      name: { type: "string" },
      scope: { type: "string", multiple: true, default: [] },
      json: { type: "boolean", default: false },
    },
  });
  if (values.name === undefined)
    throw new InvalidInputError("ARGUMENT_MISSING", `--name is missing\n\n${USAGE}`);
  const key = await createKey(readConfig(), values.name, scopesOf(values.scope));
  process.stdout.write(
    values.json
      ? `${JSON.stringify(key)}\n`
      : `${key.name}: ${key.token}\n  Shown once, keep it.\n`,
  );
};

/** Runs one command line. @throws InvalidInputError with what to write instead. */
export const run = async (args: readonly string[]): Promise<void> => {
  const [noun, verb] = args;
  if (noun === "start" && verb === undefined) return start();
  if (noun === "keys" && verb === "create") return keysCreate(args.slice(2));
  if (noun === undefined || noun === "help" || noun === "--help") {
    process.stdout.write(USAGE);
    return;
  }
  throw new InvalidInputError("COMMAND_UNKNOWN", `unknown command: ${args.join(" ")}\n\n${USAGE}`);
};
