import { InvalidInputError } from "@tokenledger/usage";
import { Command, JSON_FLAG, Option, URL_FLAG, type AnyCommand } from "../command.ts";

const DAYS_MAX = 400;

const daysOf = (text: string): number => {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > DAYS_MAX) {
    throw new InvalidInputError("ARGUMENT_INVALID", `--days ${text}: not 1 to ${DAYS_MAX}`);
  }
  return days;
};

/** Made-up calls, to look at the page with. */
export const seedCommand = (): AnyCommand =>
  new Command("seed")
    .summary("made-up calls of the last days, to look at the page with")
    .description(
      "Sends 40 made-up calls for each of the last days through the running server, under an access key of their own. Refuses where the ledger holds usage already, unless --yes is given: made-up calls cannot be taken out again. Works on the database of this machine, or on DATABASE_URL, beside the server.",
    )
    .addOption(new Option("--days <n>", "how many days").argParser(daysOf).default(30))
    .option("--yes", "also into a ledger that is in use", false)
    .option(...URL_FLAG)
    .option(...JSON_FLAG)
    .action(async (options) => (await import("./seed.ts")).seed(options));
