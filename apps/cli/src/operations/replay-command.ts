import { deadLetterReasons } from "@tokenledger/usage";
import { Command, JSON_FLAG, Option, URL_FLAG, type AnyCommand } from "../command.ts";

/** Counts what was put aside. */
export const replayCommand = (): AnyCommand =>
  new Command("replay")
    .summary("records put aside at commit: what would become of each; first a dry run")
    .description(
      "Tells what would become of every record that was put aside and nobody has dealt with; with --apply counts those that can be, once for ever. Ends with 1 while any stays aside.",
    )
    .addOption(
      new Option("--reason <reason>", "only those put aside for this").choices(deadLetterReasons),
    )
    .option("--apply", "counts what can be counted", false)
    .option(...URL_FLAG)
    .option(...JSON_FLAG)
    .action(async (options) => (await import("./replay.ts")).replay(options));
