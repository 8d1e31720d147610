import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";
import type { PostgresRole } from "../least-privilege.ts";
import { asTestRole } from "./test-roles.ts";

/** A database of the test's own. */
export interface TestDatabase {
  /** As `tokenledger_owner`, whose it is: to migrate it, and for what no process of the product does, as to spoil rows. */
  readonly ownerUrl: string;
  /** As who may do anything: for what not even the owner may, as to forge the audit log. */
  readonly superuserUrl: string;
  /** As a process of the product comes to it. */
  urlAs(role: PostgresRole): string;
  /** Drops it, ending whoever is still connected. */
  close(): Promise<void>;
}

const asSuperuser = async <Result>(work: (client: Client) => Promise<Result>): Promise<Result> => {
  const client = new Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const superuserUrlOf = (name: string): string => {
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  return url.href;
};

/** A fresh database on the run's PostgreSQL 18: empty, or a copy of `template` (which nobody may be connected to). */
export const createTestDatabase = async (template?: string): Promise<TestDatabase> => {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await asSuperuser(async (client) =>
    client.query(
      `CREATE DATABASE ${name} OWNER tokenledger_owner${template === undefined ? "" : ` TEMPLATE ${client.escapeIdentifier(template)}`}`,
    ),
  );
  const superuserUrl = superuserUrlOf(name);
  return {
    ownerUrl: asTestRole(superuserUrl, "tokenledger_owner"),
    superuserUrl,
    urlAs: (role) => asTestRole(superuserUrl, role),
    close: async () => {
      await asSuperuser(async (client) =>
        client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
      );
    },
  };
};

/** Any number, the same for all who make a template. */
const TEMPLATE_LOCK = 5_418;

/**
 * Makes a database to copy, once a run, whoever of its test files comes first; the others wait.
 * @param fill brings an empty database to what is to be copied. It leaves no connection open.
 */
export const makeTemplateOnce = async (
  name: string,
  fill: (ownerUrl: string) => Promise<unknown>,
): Promise<void> =>
  asSuperuser(async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [TEMPLATE_LOCK]);
    const made = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (made.rowCount !== 0) return;
    // Under another name until it is whole: whoever fails half-way leaves nothing to be taken for it.
    const half = `${name}_${randomBytes(4).toString("hex")}`;
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(half)} OWNER tokenledger_owner`);
    await fill(asTestRole(superuserUrlOf(half), "tokenledger_owner"));
    await client.query(
      `ALTER DATABASE ${client.escapeIdentifier(half)} RENAME TO ${client.escapeIdentifier(name)}`,
    );
  });
