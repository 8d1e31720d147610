import { Migration } from "@mikro-orm/migrations";
import { sqlFile } from "../sql-file.ts";

const indexes = sqlFile(new URL("./sql/0007-questions.sql", import.meta.url));

/** Indexes of what is asked often. */
export class Questions extends Migration {
  override up(): void {
    this.addSql(indexes);
  }
}
