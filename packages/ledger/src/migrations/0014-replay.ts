import { Migration } from "@mikro-orm/migrations";
import { sqlFile } from "../sql-file.ts";

const tables = sqlFile(new URL("./sql/0014-replay.sql", import.meta.url));

/** What became of records put aside. */
export class Replay extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
