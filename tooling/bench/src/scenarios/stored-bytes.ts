import { Client } from "pg";
import { z } from "zod";
import { sqlFile } from "../fill/sql-file.ts";

const STORED_BYTES = sqlFile(new URL("./sql/stored-bytes.sql", import.meta.url));
const Rows = z.tuple([
  z.object({ table_bytes: z.number(), sum_bytes: z.number(), log_bytes: z.number() }),
]);

/** Bytes of both usage tables with their indexes, of all sums, and of the log ever written. */
export interface StoredBytes {
  readonly tables: number;
  readonly sums: number;
  readonly log: number;
}

export const storedBytes = async (databaseUrl: string): Promise<StoredBytes> => {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const [row] = Rows.parse((await client.query(STORED_BYTES)).rows);
    return { tables: row.table_bytes, sums: row.sum_bytes, log: row.log_bytes };
  } finally {
    await client.end();
  }
};
