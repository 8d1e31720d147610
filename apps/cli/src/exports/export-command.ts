import { exportFormats } from "@tokenledger/usage/exports";
import { Argument, Command, JSON_FLAG, Option, URL_FLAG, type AnyCommand } from "../command.ts";

/** Usage as a file. */
export const exportCommand = (): AnyCommand =>
  new Command("export")
    .summary("usage as a file: makes it on the server, waits, fetches it")
    .description(
      "Asks the server for an export, shows how far it is, fetches the file and compares its SHA-256. `records` is a row a line of every call, `statistics` the sums of each user by the day, `trends` those of each model. See docs/exports.md.",
    )
    .addArgument(
      new Argument("<subject>", "what is taken away").choices([
        "records",
        "statistics",
        "trends",
      ] as const),
    )
    .addOption(
      new Option("--format <format>", "of the file").choices(exportFormats).default("csv" as const),
    )
    .option("--from <day>", "first day, as 2026-11-01; else the first of this month")
    .option("--to <day>", "last day, included; else today")
    .option("--zone <zone>", "IANA name of the zone whose days are meant", "UTC")
    .option("--gzip", "compresses it; a Parquet file is compressed already", false)
    .option("--out <file>", "where it goes; else the server's name for it, here")
    .option(...URL_FLAG)
    .option(...JSON_FLAG)
    .action(async (subject, options) =>
      (await import("./make-export.ts")).makeExport({ ...options, subject, out: options.out }),
    );
