import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { InvalidInputError } from "@tokenledger/usage";

/** Makes sure, before any work is done, that a file can be put where an option says. @throws InvalidInputError ARGUMENT_INVALID where there is no such folder. */
export const assertFolderOf = (option: string, file: string): void => {
  const folder = dirname(resolve(file));
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  throw new InvalidInputError(
    "ARGUMENT_INVALID",
    `${option} ${file}: there is no folder ${folder}`,
  );
};
