import { accessSync, constants, existsSync, statSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { about, type Finding } from "./finding.ts";

const { ok, warning, fails } = about("disk");

/** What a day of traffic and an export may need. */
export const FREE_BYTES_MIN = 2_000_000_000;
const FEW = 4;
const OTHERS_MAY_READ = 0o077;

const nearest = (path: string): string => (existsSync(path) ? path : nearest(dirname(path)));

const gigabytes = (bytes: number): string => `${(bytes / 1_000_000_000).toFixed(1)} GB`;

const checkSpace = async (folder: string, freeBytesMin: number): Promise<Finding> => {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const text = `${gigabytes(free)} free at ${folder}`;
  const advice = "Free some, or move TOKENLEDGER_DATA_DIR to a larger disk.";
  if (free < freeBytesMin / FEW) return fails(text, advice);
  return free < freeBytesMin ? warning(text, advice) : ok(text);
};

const mayWrite = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** The folder that holds secrets, logs, exports and, on one machine, the stores. One that is not there yet is made by the first start. */
export const checkFolder = async (
  dataDir: string,
  freeBytesMin: number = FREE_BYTES_MIN,
): Promise<readonly Finding[]> => {
  const folder = nearest(dataDir);
  const findings = [await checkSpace(folder, freeBytesMin)];
  if (!mayWrite(folder)) {
    findings.push(
      fails(
        `${folder} cannot be written to`,
        "Give it to the user that runs Tokenledger, or set TOKENLEDGER_DATA_DIR.",
      ),
    );
  }
  const secrets = join(dataDir, "secrets.json");
  if (existsSync(secrets) && (statSync(secrets).mode & OTHERS_MAY_READ) !== 0) {
    findings.push(fails(`${secrets} can be read by others`, `chmod 600 ${secrets}`));
  }
  return findings;
};
