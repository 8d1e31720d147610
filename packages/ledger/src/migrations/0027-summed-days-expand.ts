import { Migration } from "@mikro-orm/migrations";
import { sqlFile } from "../sql-file.ts";

const tables = sqlFile(new URL("./sql/0027-summed-days.sql", import.meta.url));

/** The breakdown of days that have ended. The version before neither reads nor spoils it: its commits change what the sums are as of. */
export class SummedDays extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
