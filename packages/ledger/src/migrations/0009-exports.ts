import { Migration } from "@mikro-orm/migrations";
import { sqlFile } from "../sql-file.ts";

const tables = sqlFile(new URL("./sql/0009-exports.sql", import.meta.url));

/** What is asked to be taken away. */
export class Exports extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
