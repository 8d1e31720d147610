import { InvalidInputError } from "@tokenledger/usage";
import { z } from "zod";
import { ledgerMigrations } from "./migrations/ledger-migrations.ts";
import { sqlFile } from "./sql-file.ts";
import type { StatementRunner } from "./statement-runner.ts";

const FIND_MIGRATIONS = {
  text: sqlFile(new URL("./sql/find-migrations.sql", import.meta.url)),
  row: z.object({ is_there: z.boolean() }),
};
const LIST_MIGRATIONS = {
  text: sqlFile(new URL("./sql/list-migrations.sql", import.meta.url)),
  row: z.object({ name: z.string() }),
};

/** Ends the name of a migration that the version before it can live with: it only adds what that version does not look at. */
const EXPANDS = /-expand$/;

/** Migrations of a newer version that this database has been through. Of a database that was never migrated: none. */
const newerMigrations = async (runner: StatementRunner): Promise<readonly string[]> => {
  const [found] = await runner.rows(FIND_MIGRATIONS, []);
  if (found?.is_there !== true) return [];
  const known = new Set<string>(ledgerMigrations.map(({ name }) => name));
  const rows = await runner.rows(LIST_MIGRATIONS, []);
  return rows.map(({ name }) => name).filter((name) => !known.has(name));
};

/**
 * Refuses a schema that this version would misread. What a newer version only added (`…-expand`) is lived with, so that processes of the old
 * version may end and start again while the new one is rolled out (decision 0051).
 *
 * @returns the names that are lived with. @throws InvalidInputError SCHEMA_NEWER that says what to do. @throws UnavailableError
 */
export const assertSchemaFits = async (runner: StatementRunner): Promise<readonly string[]> => {
  const newer = await newerMigrations(runner);
  const misread = newer.filter((name) => !EXPANDS.test(name));
  if (misread.length > 0) {
    throw new InvalidInputError(
      "SCHEMA_NEWER",
      `This database was migrated by a newer version of Tokenledger (${misread.join(", ")}), and this version would misread it. ` +
        "Start the newer version, or restore the backup from before the upgrade (docs/upgrade.md).",
    );
  }
  return newer;
};

/** The same for whoever migrates: an older version has nothing to do on any newer schema. @throws InvalidInputError SCHEMA_NEWER */
export const assertMayMigrate = async (runner: StatementRunner): Promise<void> => {
  const newer = await newerMigrations(runner);
  if (newer.length === 0) return;
  throw new InvalidInputError(
    "SCHEMA_NEWER",
    `This database was migrated by a newer version of Tokenledger (${newer.join(", ")}). Migrate with that version (docs/upgrade.md).`,
  );
};
