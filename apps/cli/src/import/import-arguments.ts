import { homedir } from "node:os";
import { join } from "node:path";
import { InvalidInputError } from "@tokenledger/usage";
import { Argument, Command, JSON_FLAG, Option } from "../command.ts";
import { importFormats, type ImportFormat } from "./import-source.ts";

/** A command line, understood. */
export interface ImportArguments {
  readonly format: ImportFormat;
  readonly paths: readonly string[];
  readonly isDryRun: boolean;
  readonly url: string | undefined;
  readonly key: string | undefined;
  readonly timeMs: number | null;
  readonly user: string | undefined;
  readonly feature: string | undefined;
  readonly rejectsPath: string;
  readonly withoutPartitions: boolean;
  readonly isJson: boolean;
}

const refuse = (message: string): InvalidInputError =>
  new InvalidInputError(
    "ARGUMENT_INVALID",
    `${message}\n\`tokenledger import --help\` says what can be written.`,
  );

const timeOf = (text: string): number => {
  const timeMs = Date.parse(text);
  if (Number.isNaN(timeMs)) throw refuse(`--time ${text}: not a time (2026-11-27T08:00:00Z)`);
  return timeMs;
};

const pathsOf = (format: ImportFormat, paths: readonly string[]): readonly string[] => {
  if (paths.length > 0) return paths;
  if (format !== "claude-code") throw refuse("PATH is missing");
  return [join(homedir(), ".claude", "projects")];
};

/** How `import` is written; what it says is handed to `work`. */
export const importWords = (work: (words: ImportArguments) => Promise<void>) =>
  new Command("import")
    .summary("usage recorded elsewhere; again changes nothing (docs/import.md)")
    .description(
      "Reads files or folders twice: first to tell what would come, then to send it through the server, with an access key that has the scope `backfill`. Importing again changes nothing. See docs/import.md.",
    )
    .addArgument(new Argument("<format>", "what is read").choices(importFormats))
    .argument(
      "[path...]",
      "files or folders; of claude-code ~/.claude/projects where none is named",
    )
    .option("--dry-run", "tells what would come, and sends nothing", false)
    .option("--key <token>", "access key to send with; else TOKENLEDGER_KEY")
    .option("--url <url>", "server to send to; else TOKENLEDGER_URL, else the one on this machine")
    .addOption(
      new Option("--time <iso>", "when it was, for sources that do not say").argParser(timeOf),
    )
    .option("--user <user>", "whom to count records for that name nobody")
    .option("--feature <feature>", "what to count records for that name no feature")
    .option("--rejects <file>", "where lines go that are no records", "tokenledger-rejects.jsonl")
    .option("--without-partitions", "send old records without the database at hand", false)
    .option(...JSON_FLAG)
    .action(async (format, paths, options) =>
      work({
        format,
        paths: pathsOf(format, paths),
        isDryRun: options.dryRun,
        url: options.url,
        key: options.key,
        timeMs: options.time ?? null,
        user: options.user,
        feature: options.feature,
        rejectsPath: options.rejects,
        withoutPartitions: options.withoutPartitions,
        isJson: options.json === true,
      }),
    );
