import { Migration } from "@mikro-orm/migrations";
import { sqlFile } from "../sql-file.ts";

const indexes = sqlFile(new URL("./sql/0018-failure-index.sql", import.meta.url));

/** Requests by the status of a failure are found without those that succeeded. */
export class FailureIndex extends Migration {
  override up(): void {
    this.addSql(indexes);
  }
}
