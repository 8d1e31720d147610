import { accessKeyScopes } from "@tokenledger/usage";
import { Command, JSON_FLAG, jsonLine, Option, print, type AnyCommand } from "../command.ts";
import { readConfig } from "../config.ts";

/** Works on the database itself: the first key of a service is made before anybody has logged in. */
const createCommand = (): AnyCommand =>
  new Command("create")
    .summary("a new access key; its token is shown once")
    .description(
      "Makes an access key in the ledger of this machine, or of DATABASE_URL, without a server or a login, and shows its token once. Every key may collect; `backfill` also lets it send what is older than 35 days.",
    )
    .requiredOption("--name <name>", "what people call it")
    .addOption(
      new Option("--scope <scope...>", "what else it may do").choices(accessKeyScopes).default([]),
    )
    .option(...JSON_FLAG)
    .action(async ({ name, scope, json }) => {
      const { createKey } = await import("./create-key.ts");
      const scopes = new Set(["collect" as const, ...scope]);
      const key = await createKey(readConfig(), name, [...scopes]);
      print(json === true ? jsonLine(key) : `${key.name}: ${key.token}\n  Shown once, keep it.`);
    });

/** The keys that services collect with. */
export const keysCommand = (): AnyCommand =>
  new Command("keys")
    .description("The keys that services collect with.")
    .addCommand(createCommand());
