import { homedir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { InvalidInputError } from "@tokenledger/usage";
import { importFormats, type ImportFormat } from "./import-source.ts";

/** What may follow `import`. */
export const IMPORT_OPTIONS = `${importFormats.join("|")} [PATH…] [--dry-run] [--key TOKEN] [--url URL]
      [--time ISO] [--user USER] [--feature FEATURE] [--rejects FILE] [--without-partitions] [--json]`;

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
  new InvalidInputError("ARGUMENT_INVALID", `${message}\n\n  tokenledger import ${IMPORT_OPTIONS}`);

const formatOf = (text: string | undefined): ImportFormat => {
  const format = importFormats.find((each) => each === text);
  if (format === undefined) throw refuse(`FORMAT must be one of ${importFormats.join(", ")}`);
  return format;
};

const timeOf = (text: string | undefined): number | null => {
  if (text === undefined) return null;
  const timeMs = Date.parse(text);
  if (Number.isNaN(timeMs)) throw refuse(`--time ${text}: not a time (2026-11-27T08:00:00Z)`);
  return timeMs;
};

const pathsOf = (format: ImportFormat, paths: readonly string[]): readonly string[] => {
  if (paths.length > 0) return paths;
  if (format !== "claude-code") throw refuse("PATH is missing");
  return [join(homedir(), ".claude", "projects")];
};

/** Reads the words after `import`. @throws InvalidInputError ARGUMENT_INVALID with what to write instead. */
export const importArguments = (args: readonly string[]): ImportArguments => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      "dry-run": { type: "boolean", default: false },
      url: { type: "string" },
      key: { type: "string" },
      time: { type: "string" },
      user: { type: "string" },
      feature: { type: "string" },
      rejects: { type: "string", default: "tokenledger-rejects.jsonl" },
      "without-partitions": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const [name, ...paths] = positionals;
  const format = formatOf(name);
  return {
    format,
    paths: pathsOf(format, paths),
    isDryRun: values["dry-run"],
    url: values.url,
    key: values.key,
    timeMs: timeOf(values.time),
    user: values.user,
    feature: values.feature,
    rejectsPath: values.rejects,
    withoutPartitions: values["without-partitions"],
    isJson: values.json,
  };
};
