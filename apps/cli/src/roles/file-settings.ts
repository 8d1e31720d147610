import { readFileSync } from "node:fs";
import { InvalidInputError } from "@tokenledger/usage";

const SUFFIX = "_FILE";

/**
 * Settings that stand in files, as orchestrators hand out secrets: `DATABASE_URL_FILE=/run/secrets/database-url` gives DATABASE_URL.
 * A variable that is set itself wins over its file; white space at the file's end is no part of it.
 *
 * @throws InvalidInputError CONFIG_INVALID naming the variable whose file cannot be read.
 */
export const withFileSettings = (
  environment: Readonly<Record<string, string>>,
  names: readonly string[],
): Record<string, string> => {
  const settings = { ...environment };
  for (const name of names) {
    const file = environment[`${name}${SUFFIX}`];
    if (file === undefined || (environment[name] ?? "") !== "") continue;
    try {
      settings[name] = readFileSync(file, "utf8").trimEnd();
    } catch (cause) {
      throw new InvalidInputError(
        "CONFIG_INVALID",
        `${name}${SUFFIX}: the file ${file} cannot be read`,
        { cause },
      );
    }
  }
  return settings;
};
