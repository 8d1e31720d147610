import { migrate } from "@tokenledger/ledger";
import type { Command } from "../command.ts";
import { readDatabaseConfig } from "./store-config.ts";

/** Brings the schema up to date. Safe to repeat, and to run from several containers at once: they take turns. */
export const migrateCommand: Command = {
  words: "migrate",
  options: "",
  summary: "brings the schema of DATABASE_URL up to date",
  run: async () => {
    const names = await migrate(readDatabaseConfig().DATABASE_URL);
    for (const name of names) process.stdout.write(`${name}\n`);
    if (names.length === 0) process.stdout.write("nothing to do\n");
  },
};
