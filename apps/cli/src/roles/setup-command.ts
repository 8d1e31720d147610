import { Command, JSON_FLAG, jsonLine, print, type AnyCommand } from "../command.ts";
import { readSetupConfig } from "./store-config.ts";

/** Makes the first owner and the first access key, and shows both once. Where somebody can log in already it makes nothing. */
export const setupCommand = (): AnyCommand =>
  new Command("setup")
    .summary("migrates, makes the first login and access key, and shows them once")
    .description(
      "Migrates DATABASE_URL and, where nobody can log in yet, makes the first owner and the first access key under TOKENLEDGER_KEY_PEPPER. Both are shown once.",
    )
    .option(...JSON_FLAG)
    .action(async ({ json }) => {
      const { DATABASE_URL: url, TOKENLEDGER_KEY_PEPPER: pepper } = readSetupConfig();
      const { prepareLedger } = await import("../start/start.ts");
      const made = await prepareLedger(url, pepper);
      if (json === true) {
        print(jsonLine(made));
        return;
      }
      print(
        made === null
          ? "Set up already: nothing was made. `tokenledger keys create` makes a further key."
          : `login       ${made.login}\npassword    ${made.password}\naccess key  ${made.accessKey}\n\nShown once, keep them.`,
      );
    });
