import { Redis } from "ioredis";
import { Client } from "pg";
import { inject } from "vitest";
import {
  asUser,
  createPostgresRoles,
  postgresRoles,
  redisUserRules,
  type PostgresRole,
  type RedisUser,
} from "../least-privilege.ts";

/** Of every role and user of a test's stores. */
const PASSWORD = "test";
const ALL_ROLES = "tokenledger_test";

/** Makes the roles of least privilege on a PostgreSQL of tests, once a server. */
export const makeTestRoles = async (adminUrl: string): Promise<void> => {
  await createPostgresRoles(
    adminUrl,
    Object.fromEntries(postgresRoles.map((role) => [role, PASSWORD])),
  );
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(
      `CREATE ROLE ${ALL_ROLES} LOGIN PASSWORD '${PASSWORD}' IN ROLE tokenledger_ingest, tokenledger_server, tokenledger_scheduler`,
    );
  } finally {
    await client.end();
  }
};

/** Makes the users of least privilege on a Redis of tests. They are gone when it ends. */
export const makeTestUsers = async (adminUrl: string): Promise<void> => {
  const redis = new Redis(adminUrl);
  try {
    const rules = redisUserRules({
      server: PASSWORD,
      flusher: PASSWORD,
      scheduler: PASSWORD,
      operator: PASSWORD,
    });
    for (const [name = "", ...rest] of rules) await redis.call("ACL", "SETUSER", name, ...rest);
  } finally {
    redis.disconnect();
  }
};

/** A store of this run as one of the product's roles or users sees it. */
export const asTestRole = (url: string, name: PostgresRole | RedisUser): string =>
  asUser(url, name, PASSWORD);

/** A database of this run as its ledger opens it: as superuser, or with TOKENLEDGER_TEST_ROLES=1 as all roles of least privilege together. */
export const asLedgerRole = (url: string): string =>
  inject("isUnderRoles") ? asUser(url, ALL_ROLES, PASSWORD) : url;
