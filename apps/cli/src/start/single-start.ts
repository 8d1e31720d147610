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

/** Claims a data folder for this process. A claim ends with its process, however that ends. @returns how to give it back; undefined where another holds it. */
export const tryClaimDataDir = (dataDir: string): (() => void) | undefined => {
  mkdirSync(dataDir, { recursive: true });
  const giveBack = holdFile(join(dataDir, "start.lock"));
  if (giveBack === undefined) return undefined;
  const pidFile = join(dataDir, "start.pid");
  writeFileSync(pidFile, String(process.pid));
  return () => {
    rmSync(pidFile, { force: true });
    giveBack();
  };
};

/** The same. @throws InvalidInputError ALREADY_RUNNING when a living process holds it. */
export const claimDataDir = (dataDir: string): (() => void) => {
  const giveBack = tryClaimDataDir(dataDir);
  if (giveBack !== undefined) return giveBack;
  throw new InvalidInputError(
    "ALREADY_RUNNING",
    `Tokenledger runs already over ${dataDir}${holderOf(join(dataDir, "start.pid"))}. Stop it with Ctrl-C in its terminal, or with \`kill\`, or set TOKENLEDGER_DATA_DIR and PORT for a second one.`,
  );
};
