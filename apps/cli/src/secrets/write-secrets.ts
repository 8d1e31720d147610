import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { redisUserLines } from "@tokenledger/services";

/** One folder for each service: a volume that nobody else can read. */
export interface SecretFolders {
  /** Every secret, and the owner's address of PostgreSQL: for setting up alone. */
  readonly app: string;
  readonly server: string;
  readonly flusher: string;
  readonly scheduler: string;
  readonly postgres: string;
  readonly redis: string;
  /** For Prometheus and Grafana. */
  readonly monitoring: string;
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
const REDIS_SETTINGS = [
  "appendonly yes",
  "appendfsync always",
  "maxmemory-policy noeviction",
  "maxmemory 1gb",
  "dir /data",
  'save ""',
].join("\n");

const databaseUrl = (role: string, password: string): string =>
  `postgresql://${role}:${password}@postgres:5432/tokenledger`;

/** Where a process finds both stores, under its own role and user. */
const writeAddresses = (
  folder: string,
  database: { readonly role: string; readonly password: string },
  redis: { readonly user: string; readonly password: string },
): void => {
  write(folder, "database-url", databaseUrl(database.role, database.password));
  write(folder, "redis-url", `redis://${redis.user}:${redis.password}@redis:6379`);
};

const writePostgres = (folder: string, passwords: Readonly<Record<string, string>>): void => {
  const lines = Object.entries(passwords).map(
    ([role, password]) => `ALTER ROLE ${role} PASSWORD '${password}';`,
  );
  write(folder, "passwords.sql", lines.join("\n"));
};

/**
 * Makes the secrets of a composed system, once, each in the folder of the service that may know it. Later calls keep every secret and write what
 * follows from them again.
 */
export const writeSecrets = (folders: SecretFolders): void => {
  const { app, server, flusher, scheduler, postgres, redis } = folders;
  const pepper = secretOf(app, "key-pepper");
  const roles = {
    tokenledger_owner: secretOf(app, "postgres-owner"),
    tokenledger_ingest: secretOf(app, "postgres-ingest"),
    tokenledger_server: secretOf(app, "postgres-server"),
    tokenledger_scheduler: secretOf(app, "postgres-scheduler"),
  };
  const users = {
    server: secretOf(app, "redis-server"),
    flusher: secretOf(app, "redis-flusher"),
    scheduler: secretOf(app, "redis-scheduler"),
    operator: secretOf(app, "redis-operator"),
  };
  write(postgres, "password", secretOf(app, "postgres-password"));
  writePostgres(postgres, roles);
  write(redis, "redis.conf", `${REDIS_SETTINGS}\n${redisUserLines(users).trimEnd()}`);
  write(app, "database-url", databaseUrl("tokenledger_owner", roles.tokenledger_owner));
  for (const [folder, role, user] of [
    [server, "tokenledger_server", "server"],
    [flusher, "tokenledger_ingest", "flusher"],
    [scheduler, "tokenledger_scheduler", "scheduler"],
  ] as const) {
    writeAddresses(folder, { role, password: roles[role] }, { user, password: users[user] });
  }
  const metricsToken = secretOf(app, "metrics-token");
  for (const folder of [server, flusher, scheduler, folders.monitoring]) {
    write(folder, "metrics-token", metricsToken);
  }
  write(folders.monitoring, "grafana-password", secretOf(app, "grafana-password"));
  // Keys are hashed by the one; the secrets of alert channels are sealed by it, and opened by the other.
  for (const folder of [server, scheduler]) write(folder, "key-pepper", pepper);
};
