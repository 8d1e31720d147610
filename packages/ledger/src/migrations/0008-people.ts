import { Migration } from "@mikro-orm/migrations";
import { sqlFile } from "../sql-file.ts";

const files = [
  new URL("./sql/0008-people.sql", import.meta.url),
  new URL("./sql/0008-audit.sql", import.meta.url),
  new URL("./sql/0008-retention.sql", import.meta.url),
  new URL("./sql/0008-pseudonymise.sql", import.meta.url),
];

/** Rotation and last use of keys, members linked to users, sessions that can be listed, the audit log, and the end of months and names. */
export class People extends Migration {
  override up(): void {
    for (const file of files) this.addSql(sqlFile(file));
  }
}
