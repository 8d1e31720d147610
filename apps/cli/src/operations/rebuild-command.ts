import { Command, JSON_FLAG, URL_FLAG, type AnyCommand } from "../command.ts";

/** Sums anew. */
export const rebuildCommand = (): AnyCommand =>
  new Command("rebuild")
    .summary("sums a range anew from its records; first a dry run")
    .description(
      "Compares the stored sums of a range with its records while records come in, and tells what differs; ends with 1 where something does. With --apply it then writes them anew. A scheduler must run: it does the work.",
    )
    .option("--from <day>", "first day in UTC, as 2026-11-01; else the first of this month")
    .option("--to <day>", "last day, included; else today")
    .option("--apply", "changes what differs", false)
    .option("--reason <text>", "why; needed with --apply, kept in the audit log")
    .option(...URL_FLAG)
    .option(...JSON_FLAG)
    .action(async (options) =>
      (await import("./rebuild.ts")).rebuild({ ...options, reason: options.reason }),
    );
