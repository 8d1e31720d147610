import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";

export interface TestStore {
  readonly url: string;
  close(): Promise<void>;
}

const asSuperuser = async (sql: (client: Client) => Promise<unknown>): Promise<void> => {
  const client = new Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    await sql(client);
  } finally {
    await client.end();
  }
};

/**
 * A fresh database on the run's PostgreSQL 18: empty, or a copy of `template` (which nobody may be connected to).
 * `close()` drops it, ending whoever is still connected.
 */
export const createTestDatabase = async (template?: string): Promise<TestStore> => {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await asSuperuser(async (client) =>
    client.query(
      `CREATE DATABASE ${name}${template === undefined ? "" : ` TEMPLATE ${client.escapeIdentifier(template)}`}`,
    ),
  );
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  return {
    url: url.href,
    close: async () =>
      asSuperuser(async (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
};
