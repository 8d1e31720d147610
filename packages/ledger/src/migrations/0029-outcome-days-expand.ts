import { Migration } from "@mikro-orm/migrations";
import { sqlFile } from "../sql-file.ts";

const tables = sqlFile(new URL("./sql/0029-outcome-days-expand.sql", import.meta.url));

/** Sums of days by outcome. The version before neither reads nor makes them, and what they are as of is noted on its own. */
export class OutcomeDays extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
