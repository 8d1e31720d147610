import { Migration } from "@mikro-orm/migrations";
import { sqlFile } from "../sql-file.ts";

const indexes = sqlFile(new URL("./sql/0026-failure-sums-expand.sql", import.meta.url));

/** Sums of failed requests are read out of their index alone. The version before reads the new index as it read the old one. */
export class FailureSums extends Migration {
  override up(): void {
    this.addSql(indexes);
  }
}
