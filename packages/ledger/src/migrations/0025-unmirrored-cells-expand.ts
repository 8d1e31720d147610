import { Migration } from "@mikro-orm/migrations";
import { sqlFile } from "../sql-file.ts";

const table = sqlFile(new URL("./sql/0025-unmirrored-cells.sql", import.meta.url));

/** What Redis' counters are still to be told outlives the process that changed it. */
export class UnmirroredCells extends Migration {
  override up(): void {
    this.addSql(table);
  }
}
