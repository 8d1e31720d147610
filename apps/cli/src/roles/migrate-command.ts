import { InvalidInputError } from "@tokenledger/usage";
import { Command, JSON_FLAG, jsonLine, print, type AnyCommand } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { readDatabaseConfig } from "./store-config.ts";

const migrateDatabase = async (url: string, json: true | undefined): Promise<void> => {
  const { migrate } = await import("@tokenledger/ledger");
  const names = await migrate(url);
  if (json === true) {
    print(jsonLine({ executed: names }));
    return;
  }
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
    .option(...JSON_FLAG)
    .action(async ({ json }) => migrateDatabase(readDatabaseConfig().DATABASE_URL, json));

/** The database that is named, else the one that runs on this machine. @throws InvalidInputError CONFIG_MISSING */
const databaseUrl = async (): Promise<string> => {
  const { lookAround } = await import("../settings/surroundings.ts");
  const { databaseUrl: url } = await lookAround();
  if (url !== undefined) return url;
  throw new InvalidInputError(
    "CONFIG_MISSING",
    "DATABASE_URL is not set, and no PostgreSQL of `start` runs on this machine.",
  );
};

const showStatus = async (json: true | undefined): Promise<void> => {
  const { inspectDatabase } = await import("@tokenledger/ledger");
  const { version, pending, unknown, missingPartitions } = await inspectDatabase(
    await databaseUrl(),
  );
  if (json === true) print(jsonLine({ version, pending, unknown, missingPartitions }));
  else {
    for (const name of pending) print(`to run             ${name}`);
    for (const name of unknown) print(`of a newer version ${name}`);
    for (const name of missingPartitions) print(`partition missing  ${name}`);
    if (pending.length + unknown.length === 0) print("up to date");
  }
  if (pending.length + unknown.length + missingPartitions.length > 0) {
    process.exitCode = exitCodes.wrong;
  }
};

/** The schema of the ledger. */
export const dbCommand = (): AnyCommand =>
  new Command("db")
    .description("The schema of DATABASE_URL, else of the PostgreSQL that `start` runs here.")
    .addCommand(
      new Command("migrate")
        .summary("runs the migrations that are missing, and prints their names")
        .option(...JSON_FLAG)
        .action(async ({ json }) => migrateDatabase(await databaseUrl(), json)),
    )
    .addCommand(
      new Command("status")
        .summary("what is missing; ends with 1 where anything is")
        .option(...JSON_FLAG)
        .action(async ({ json }) => showStatus(json)),
    );
