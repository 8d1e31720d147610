import type { MikroORM } from "@mikro-orm/postgresql";
import { openDatabase } from "./open-database.ts";
import { assertMayMigrate } from "./schema-fit.ts";
import { sqlFile } from "./sql-file.ts";
import { runnerOf } from "./statement-runner.ts";

const LOCK_MIGRATIONS = sqlFile(new URL("./sql/lock-migrations.sql", import.meta.url));
const GRANT_ROLES = sqlFile(new URL("./sql/grant-roles.sql", import.meta.url));
/** Building an index over a large table takes long. */
const STATEMENT_MS_MAX = 15 * 60_000;

/** Names of migrations, oldest first. */
export interface MigrationStatus {
  readonly executed: readonly string[];
  readonly pending: readonly string[];
}

const withDatabase = async <Result>(
  url: string,
  work: (orm: MikroORM) => Promise<Result>,
): Promise<Result> => {
  const orm = await openDatabase({
    url,
    poolMax: 2,
    applicationName: "tokenledger migrate",
    statementMsMax: STATEMENT_MS_MAX,
  });
  try {
    return await work(orm);
  } finally {
    await orm.close();
  }
};

/**
 * Brings a database to this version's schema: all pending migrations in one transaction, or none.
 * Safe to repeat and to run from several processes at once: they take turns under an advisory lock.
 * Where the roles of least privilege are there, each is granted what this version's process needs.
 *
 * @returns the names of the migrations this call ran. @throws InvalidInputError SCHEMA_NEWER when a newer version has migrated it already.
 */
export const migrate = async (url: string): Promise<readonly string[]> =>
  withDatabase(url, async (orm) =>
    orm.em.transactional(async (em) => {
      await em.execute(LOCK_MIGRATIONS);
      await assertMayMigrate(runnerOf(em));
      const transaction = em.getTransactionContext<object>();
      const migrated = await orm.migrator.up(transaction === undefined ? {} : { transaction });
      await em.execute(GRANT_ROLES);
      return migrated.map(({ name }) => name);
    }),
  );

/** What is done and what is to do. Creates the table that records it, nothing else. */
export const migrationStatus = async (url: string): Promise<MigrationStatus> =>
  withDatabase(url, async (orm) => {
    const executed = await orm.migrator.getExecuted();
    const pending = await orm.migrator.getPending();
    return { executed: executed.map(({ name }) => name), pending: pending.map(({ name }) => name) };
  });
