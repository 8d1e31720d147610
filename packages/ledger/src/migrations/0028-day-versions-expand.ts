import { Migration } from "@mikro-orm/migrations";
import { sqlFile } from "../sql-file.ts";

const view = sqlFile(new URL("./sql/0028-day-versions-expand.sql", import.meta.url));

/** What a day's sums are as of, said once. The version before says the same in each of its statements. */
export class DayVersions extends Migration {
  override up(): void {
    this.addSql(view);
  }
}
