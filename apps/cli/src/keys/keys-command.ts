import { accessKeyScopes, InvalidInputError } from "@tokenledger/usage";
import {
  Command,
  JSON_FLAG,
  jsonLine,
  Option,
  print,
  URL_FLAG,
  type AnyCommand,
} from "../command.ts";

/** Works on the database itself: the first key of a service is made before anybody has logged in. */
const createCommand = (): AnyCommand =>
  new Command("create")
    .summary("a new access key; its token is shown once")
    .description(
      "Makes an access key in the ledger of DATABASE_URL, under TOKENLEDGER_KEY_PEPPER, else in the one that `start` runs on this machine: without a server or a login. Shows its token once. Every key may collect; `backfill` also lets it send what is older than 35 days.",
    )
    .requiredOption("--name <name>", "what people call it")
    .addOption(
      new Option("--scope <scope...>", "what else it may do").choices(accessKeyScopes).default([]),
    )
    .option(...JSON_FLAG)
    .action(async ({ name, scope, json }) => {
      const { createKey, ledgerAtHand } = await import("./create-key.ts");
      const { lookAround } = await import("../settings/surroundings.ts");
      const scopes = new Set(["collect" as const, ...scope]);
      const key = await createKey(ledgerAtHand(await lookAround()), name, [...scopes]);
      print(json === true ? jsonLine(key) : `${key.name}: ${key.token}\n  Shown once, keep it.`);
    });

const listCommand = (): AnyCommand =>
  new Command("list")
    .summary("all access keys, never their secrets")
    .option(...URL_FLAG)
    .option(...JSON_FLAG)
    .action(async (options) => (await import("./keys-admin.ts")).listKeys(options));

/** What the server allows: thirty days. */
const OVERLAP_HOURS_MAX = 720;

const hoursOf = (text: string): number => {
  const hours = Number(text);
  if (!Number.isFinite(hours) || hours < 0 || hours > OVERLAP_HOURS_MAX) {
    throw new InvalidInputError(
      "ARGUMENT_INVALID",
      `--overlap ${text}: not 0 to ${OVERLAP_HOURS_MAX} hours`,
    );
  }
  return hours;
};

const rotateCommand = (): AnyCommand =>
  new Command("rotate")
    .summary("gives a key a new secret, shown once")
    .argument("<key>", "id or name of the key")
    .addOption(
      new Option(
        "--overlap <hours>",
        `how long the old token is taken too, at most ${OVERLAP_HOURS_MAX} hours`,
      )
        .argParser(hoursOf)
        .default(0),
    )
    .option(...URL_FLAG)
    .option(...JSON_FLAG)
    .action(async (key, { overlap, ...options }) =>
      (await import("./keys-admin.ts")).rotateKey(key, { ...options, overlapHours: overlap }),
    );

const switchCommand = (name: string, summary: string, enabled: boolean): AnyCommand =>
  new Command(name)
    .summary(summary)
    .argument("<key>", "id or name of the key")
    .option(...URL_FLAG)
    .option(...JSON_FLAG)
    .action(async (key, options) =>
      (await import("./keys-admin.ts")).switchKey(key, { ...options, enabled }),
    );

/** The keys that services collect with. */
export const keysCommand = (): AnyCommand =>
  new Command("keys")
    .description("The keys that services collect with.")
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(rotateCommand())
    .addCommand(
      switchCommand("disable", "refuses a key within 5 seconds; its history stays", false),
    )
    .addCommand(switchCommand("enable", "takes a disabled key back", true));
