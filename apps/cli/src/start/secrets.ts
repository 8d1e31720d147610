import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Secrets = z.object({
  /** Keys the HMAC of access keys. Losing it makes every access key unknown. */
  pepper: z.string().min(32),
  /** Those before it, oldest first: whoever changed it by mistake has them here. */
  peppersBefore: z.array(z.string()).default([]),
  postgresPassword: z.string().min(16),
  redisPassword: z.string().min(16),
});

/** What the system on one machine keeps to itself. */
export type Secrets = z.output<typeof Secrets>;

const fresh = (): Secrets => ({
  pepper: randomBytes(32).toString("hex"),
  peppersBefore: [],
  postgresPassword: randomBytes(16).toString("hex"),
  redisPassword: randomBytes(16).toString("hex"),
});

const fileOf = (dataDir: string): string => join(dataDir, "secrets.json");

/** Whole or not at all, so that a kill in between never leaves half a file. */
const write = (dataDir: string, secrets: Secrets): Secrets => {
  const file = fileOf(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
};

/** The secrets of a data folder, made at the first call and kept. Readable by their owner only. */
export const secretsOf = (dataDir: string): Secrets => {
  const file = fileOf(dataDir);
  if (existsSync(file)) return Secrets.parse(JSON.parse(readFileSync(file, "utf8")));
  mkdirSync(dataDir, { recursive: true });
  return write(dataDir, fresh());
};

/**
 * The secrets of a data folder once it has this pepper. It is kept, so that every command over the folder, and every later start, hashes under
 * the same one without being told again. Keeping the one it has changes nothing.
 */
export const keepPepper = (dataDir: string, pepper: string): Secrets => {
  const secrets = secretsOf(dataDir);
  if (secrets.pepper === pepper) return secrets;
  const peppersBefore = [...secrets.peppersBefore.filter((one) => one !== pepper), secrets.pepper];
  return write(dataDir, { ...secrets, pepper, peppersBefore });
};
