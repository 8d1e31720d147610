import { readdirSync, statSync, truncateSync } from "node:fs";
import path from "node:path";

/** The newest piece of a stopped Redis's append-only file. */
export const appendOnlyFile = (dataDir: string): string => {
  const folder = path.join(dataDir, "appendonlydir");
  const name = readdirSync(folder)
    .filter((file) => file.endsWith(".incr.aof"))
    .sort()
    .at(-1);
  if (name === undefined) throw new Error(`no append-only file in ${folder}`);
  return path.join(folder, name);
};

/** What a loss of power does to a file that was not synced: its last bytes never reached the disk. */
export const cutTail = (dataDir: string, byteCount: number): void => {
  const file = appendOnlyFile(dataDir);
  truncateSync(file, Math.max(0, statSync(file).size - byteCount));
};
