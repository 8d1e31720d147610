import { Migration } from "@mikro-orm/migrations";
import { sqlFile } from "../sql-file.ts";

const files = [
  new URL("./sql/0001-directories.sql", import.meta.url),
  new URL("./sql/0001-usage-tables.sql", import.meta.url),
  new URL("./sql/0001-usage-partitions.sql", import.meta.url),
];

/** Directories, both usage tables with their months, statistics, breakdown and dead letters. */
export class InitialLedger extends Migration {
  override up(): void {
    for (const file of files) this.addSql(sqlFile(file));
  }
}
