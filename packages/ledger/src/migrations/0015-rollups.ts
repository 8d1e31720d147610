import { Migration } from "@mikro-orm/migrations";
import { sqlFile } from "../sql-file.ts";

const tables = sqlFile(new URL("./sql/0015-rollups.sql", import.meta.url));

/** Sums of everybody by model and by feature. */
export class Rollups extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
