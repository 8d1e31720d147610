import { Migration } from "@mikro-orm/migrations";
import { sqlFile } from "../sql-file.ts";

const files = [
  new URL("./sql/0005-job-runs.sql", import.meta.url),
  new URL("./sql/0005-counter-checks.sql", import.meta.url),
  new URL("./sql/0005-aggregate-jobs.sql", import.meta.url),
];

/** What keeps the system honest while it runs: the schedulers' journal the comparisons of the counters, the verifications of the sums. */
export class Reliability extends Migration {
  override up(): void {
    for (const file of files) this.addSql(sqlFile(file));
  }
}
