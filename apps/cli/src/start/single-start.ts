import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { processAlive } from "@tokenledger/services";
import { InvalidInputError } from "@tokenledger/usage";

const holder = (file: string): number | undefined => {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return pid > 0 && pid !== process.pid && processAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Claims a data folder for this process. A claim of a dead process is taken over.
 * @returns how to give it back. @throws InvalidInputError ALREADY_RUNNING when a living process holds it.
 */
export const claimDataDir = (dataDir: string): (() => void) => {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "start.pid");
  const pid = holder(file);
  if (pid !== undefined) {
    throw new InvalidInputError(
      "ALREADY_RUNNING",
      `Tokenledger runs already over ${dataDir} (process ${pid}). Stop it with Ctrl-C or \`kill ${pid}\`, or set TOKENLEDGER_DATA_DIR and PORT for a second one.`,
    );
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
};
