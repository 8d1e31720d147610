import type { PostgresService } from "@tokenledger/services";
import { Client } from "pg";
import { sqlFile } from "../fill/sql-file.ts";

const COPY_USAGE = sqlFile(new URL("./sql/copy-usage.sql", import.meta.url));
const ROWS_PER_FILE = 5_000;

export interface CopyLimit {
  readonly postgres: PostgresService;
  /** The server's own folder: it may write there. */
  readonly folder: string;
  /** Whose rows are copied. */
  readonly from: string;
  /** With the same tables; whatever is in them goes. */
  readonly to: string;
  readonly rowCount: number;
}

const connected = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(COPY_USAGE);
  return client;
};

/** How many rows a second binary COPY puts into `access_key_usage` alone: no look for what is there already, no second table, no sums. */
export const copiedPerSecond = async (limit: CopyLimit): Promise<number> => {
  const { folder } = limit;
  const fileCount = Math.floor(limit.rowCount / ROWS_PER_FILE);
  const source = await connected(limit.postgres.urlOf(limit.from));
  const target = await connected(limit.postgres.urlOf(limit.to));
  try {
    await source.query("SELECT pg_temp.copy_out($1, $2, $3)", [folder, fileCount, ROWS_PER_FILE]);
    await target.query("TRUNCATE access_key_usage");
    const startMs = performance.now();
    await target.query("CALL pg_temp.copy_in($1, $2)", [folder, fileCount]);
    return (fileCount * ROWS_PER_FILE * 1_000) / (performance.now() - startMs);
  } finally {
    await Promise.all([source.end(), target.end()]);
  }
};
