import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface SecretFolders {
  /** For the application alone. */
  readonly app: string;
  /** For PostgreSQL alone. */
  readonly postgres: string;
  /** For Redis alone. */
  readonly redis: string;
}

const SECRET_BYTES = 32;
/** Each folder is a volume of one service, whose process runs as a user of its own. */
const MODE = 0o444;

/** Written whole or not at all: a container killed in between never leaves half a file. */
const write = (folder: string, name: string, content: string): void => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(`${file}.new`, `${content}\n`, { mode: MODE });
  renameSync(`${file}.new`, file);
};

/** Made at the first call, the same ever after. */
const secretOf = (folder: string, name: string): string => {
  const file = join(folder, name);
  if (!existsSync(file)) write(folder, name, randomBytes(SECRET_BYTES).toString("hex"));
  return readFileSync(file, "utf8").trimEnd();
};

/** What the buffer needs of its Redis; the server refuses to start over one that evicts. */
const redisSettings = (password: string): string =>
  [
    `requirepass ${password}`,
    "appendonly yes",
    "appendfsync always",
    "maxmemory-policy noeviction",
    "maxmemory 1gb",
    "dir /data",
    'save ""',
  ].join("\n");

/**
 * Makes the secrets of a composed system, once, each in the folder of the service that may know it. Later calls keep every secret and write what
 * follows from them again.
 */
export const writeSecrets = ({ app, postgres, redis }: SecretFolders): void => {
  secretOf(app, "key-pepper");
  const databasePassword = secretOf(app, "postgres-password");
  const redisPassword = secretOf(app, "redis-password");
  write(postgres, "password", databasePassword);
  write(redis, "redis.conf", redisSettings(redisPassword));
  write(
    app,
    "database-url",
    `postgresql://tokenledger:${databasePassword}@postgres:5432/tokenledger`,
  );
  write(app, "redis-url", `redis://:${redisPassword}@redis:6379`);
};
