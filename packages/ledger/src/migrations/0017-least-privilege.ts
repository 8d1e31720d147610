import { Migration } from "@mikro-orm/migrations";
import { sqlFile } from "../sql-file.ts";

const functions = sqlFile(new URL("./sql/0017-least-privilege.sql", import.meta.url));

/** Lets every process run without owning the schema. */
export class LeastPrivilege extends Migration {
  override up(): void {
    this.addSql(functions);
  }
}
