import { readFileSync } from "node:fs";
import { Client } from "pg";

const DEPLOY = new URL("../../../deploy/", import.meta.url);

/** PostgreSQL roles of `deploy/postgres/10-roles.sql`. */
export const postgresRoles = [
  "tokenledger_owner",
  "tokenledger_ingest",
  "tokenledger_server",
  "tokenledger_scheduler",
] as const;
export type PostgresRole = (typeof postgresRoles)[number];

/** Redis users of `deploy/redis/users.conf`. */
export const redisUsers = ["server", "flusher", "scheduler", "operator"] as const;
export type RedisUser = (typeof redisUsers)[number];

/** `deploy/redis/users.conf` with these passwords: lines of a redis.conf. */
export const redisUserLines = (passwords: Readonly<Record<RedisUser, string>>): string => {
  const template = readFileSync(new URL("redis/users.conf", DEPLOY), "utf8");
  return redisUsers.reduce(
    (text, user) => text.replace(`><${user}>`, `>${passwords[user]}`),
    template,
  );
};

/** The same for a server that runs: the arguments of one ACL SETUSER a user. `default` stays as it is. */
export const redisUserRules = (
  passwords: Readonly<Record<RedisUser, string>>,
): readonly (readonly string[])[] =>
  redisUserLines(passwords)
    .split("\n")
    .filter((line) => line.startsWith("user ") && !line.startsWith("user default "))
    .map((line) => line.split(" ").slice(1));

/** Makes the roles where they are missing, and gives each of these its password. @param adminUrl of a superuser, on any database. */
export const createPostgresRoles = async (
  adminUrl: string,
  passwords: Readonly<Partial<Record<PostgresRole, string>>>,
): Promise<void> => {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(readFileSync(new URL("postgres/10-roles.sql", DEPLOY), "utf8"));
    for (const role of postgresRoles) {
      const password = passwords[role];
      if (password === undefined) continue;
      await client.query(
        `ALTER ROLE ${client.escapeIdentifier(role)} PASSWORD ${client.escapeLiteral(password)}`,
      );
    }
  } finally {
    await client.end();
  }
};

/** The address of a store, as another of its users. */
export const asUser = (url: string, user: string, password: string): string => {
  const address = new URL(url);
  address.username = user;
  address.password = password;
  return address.href;
};
