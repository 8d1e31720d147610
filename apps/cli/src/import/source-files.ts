import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { InvalidInputError } from "@tokenledger/usage";

const endings = /\.(?:jsonl|json|csv)$/;

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

/**
 * The files that paths name, folders searched to the bottom, in the order of their names: the same at every import.
 *
 * @throws InvalidInputError ARGUMENT_INVALID for a path where nothing is, or a folder without a file to read.
 */
export const sourceFiles = (paths: readonly string[]): readonly string[] => {
  const files = paths.flatMap((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) {
      throw new InvalidInputError("ARGUMENT_INVALID", `${path}: there is no such file or folder`);
    }
    return found.isDirectory() ? filesUnder(path) : [path];
  });
  if (files.length === 0) {
    throw new InvalidInputError(
      "ARGUMENT_INVALID",
      `${paths.join(", ")}: no .jsonl, .json or .csv`,
    );
  }
  return [...new Set(files)].sort();
};
