import { Command, print, type AnyCommand } from "../command.ts";
import { readDatabaseConfig } from "./store-config.ts";

const migrateDatabase = async (): Promise<void> => {
  const { migrate } = await import("@tokenledger/ledger");
  const names = await migrate(readDatabaseConfig().DATABASE_URL);
  for (const name of names) print(name);
  if (names.length === 0) print("nothing to do");
};

/** Brings the schema up to date. Safe to repeat, and to run from several containers at once: they take turns. */
export const migrateCommand = (): AnyCommand =>
  new Command("migrate")
    .summary("brings the schema of DATABASE_URL up to date")
    .description(
      "Runs the migrations that are missing, all in one transaction. Several at once take turns. Prints their names.",
    )
    .action(migrateDatabase);
