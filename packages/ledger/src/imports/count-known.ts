import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";

const COUNT_KNOWN = {
  text: sqlFile(new URL("./sql/count-known.sql", import.meta.url)),
  row: z.object({ known: z.int() }),
};

/** How many of these records are committed under an access key: what an import would send as duplicates. */
export const countKnown = async (
  runner: StatementRunner,
  accessKeyId: string,
  eventIds: readonly string[],
): Promise<number> => {
  const [row] = await runner.rows(COUNT_KNOWN, [accessKeyId, [...eventIds]]);
  return row?.known ?? 0;
};
