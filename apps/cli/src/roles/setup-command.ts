import { parseArgs } from "node:util";
import type { Command } from "../command.ts";
import { prepareLedger } from "../start/start.ts";
import { readSetupConfig } from "./store-config.ts";

/** Makes the first owner and the first access key, and shows both once. Where somebody can log in already it makes nothing. */
export const setupCommand: Command = {
  words: "setup",
  options: "[--json]",
  summary: "migrates, makes the first login and access key, and shows them once",
  run: async (args) => {
    const { values } = parseArgs({
      args: [...args],
      options: { json: { type: "boolean", default: false } },
    });
    const { DATABASE_URL: url, TOKENLEDGER_KEY_PEPPER: pepper } = readSetupConfig();
    const made = await prepareLedger(url, pepper);
    if (values.json) {
      process.stdout.write(`${JSON.stringify(made)}\n`);
      return;
    }
    process.stdout.write(
      made === null
        ? "Set up already: nothing was made. `tokenledger keys create` makes a further key.\n"
        : `login       ${made.login}\npassword    ${made.password}\naccess key  ${made.accessKey}\n\nShown once, keep them.\n`,
    );
  },
};
