import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InvalidInputError } from "@tokenledger/usage";
import { holdFile } from "./held-file.ts";

/** Who holds the folder, for people to read: the lock is what decides. */
const holderOf = (pidFile: string): string => {
  try {
    const pid = readFileSync(pidFile, "utf8");
    return pid === "" ? "" : ` (process ${pid})`;
  } catch {
    return "";
  }
};

/**
 * Claims a data folder for this process. A claim ends with its process, however that ends.
 * @returns how to give it back. @throws InvalidInputError ALREADY_RUNNING when a living process holds it.
 */
export const claimDataDir = (dataDir: string): (() => void) => {
  mkdirSync(dataDir, { recursive: true });
  const pidFile = join(dataDir, "start.pid");
  const giveBack = holdFile(join(dataDir, "start.lock"));
  if (giveBack === undefined) {
    throw new InvalidInputError(
      "ALREADY_RUNNING",
      `Tokenledger runs already over ${dataDir}${holderOf(pidFile)}. Stop it with Ctrl-C in its terminal, or with \`kill\`, or set TOKENLEDGER_DATA_DIR and PORT for a second one.`,
    );
  }
  writeFileSync(pidFile, String(process.pid));
  return () => {
    rmSync(pidFile, { force: true });
    giveBack();
  };
};
