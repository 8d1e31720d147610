import { Migration } from "@mikro-orm/migrations";
import { sqlFile } from "../sql-file.ts";

const tables = sqlFile(new URL("./sql/0003-quotas.sql", import.meta.url));

/** Quotas, and what passed while they could not be held against a call. */
export class Quotas extends Migration {
  override async up(): Promise<void> {
    await this.execute(tables);
  }
}
