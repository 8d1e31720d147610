import { Migration } from "@mikro-orm/migrations";
import { sqlFile } from "../sql-file.ts";

const tables = sqlFile(new URL("./sql/0004-alerts.sql", import.meta.url));

/** Rules, channels, events and the outbox of alerts. */
export class Alerts extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
