import { Command, JSON_FLAG, Option, URL_FLAG, type AnyCommand } from "../command.ts";

const groups = ["model", "key", "user", "feature"] as const;

const periodCommand = (name: string, period: "day" | "month", from: string): AnyCommand =>
  new Command(name)
    .summary(`sums of each ${period}, whole or split`)
    .addOption(new Option("--by <what>", "splits them").choices(groups))
    .option("--from <day>", `first day, as 2026-11-01; else ${from}`)
    .option("--to <day>", "last day, included; else today")
    .option("--zone <zone>", "IANA name of the zone whose days are meant", "UTC")
    .option(...URL_FLAG)
    .option(...JSON_FLAG)
    .action(async (options) => (await import("./ask-usage.ts")).askUsage(period, options));

/** What was used, in numbers. */
export const usageCommand = (): AnyCommand =>
  new Command("usage")
    .description("What was used, as the page says it.")
    .addCommand(periodCommand("daily", "day", "the first of this month"))
    .addCommand(periodCommand("monthly", "month", "eleven months before this one"));
