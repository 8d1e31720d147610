import { Migration } from "@mikro-orm/migrations";
import { sqlFile } from "../sql-file.ts";

const tables = sqlFile(new URL("./sql/0010-reconcile.sql", import.meta.url));

/** Links to Anthropic's keys, and what comparing with its reports found. */
export class Reconcile extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
