import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Secrets = z.object({
  /** Keys the HMAC of access keys. Losing it makes every access key unknown. */
  pepper: z.string().min(32),
  postgresPassword: z.string().min(16),
  redisPassword: z.string().min(16),
});

/** What the system on one machine keeps to itself. */
export type Secrets = z.output<typeof Secrets>;

const fresh = (): Secrets => ({
  pepper: randomBytes(32).toString("hex"),
  postgresPassword: randomBytes(16).toString("hex"),
  redisPassword: randomBytes(16).toString("hex"),
});

/**
 * The secrets of a data folder, made at the first call and kept. Readable by their owner only;
 * written whole or not at all, so that a kill in between never leaves half a file.
 */
export const secretsOf = (dataDir: string): Secrets => {
  const file = join(dataDir, "secrets.json");
  if (existsSync(file)) return Secrets.parse(JSON.parse(readFileSync(file, "utf8")));
  mkdirSync(dataDir, { recursive: true });
  const secrets = fresh();
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
};
