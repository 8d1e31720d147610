import type { DetailRow } from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";
import { DetailLine, detailRows } from "./detail-row.ts";

/** A record's identity with its time, which says in which partition it is. */
export const FoundRecord = z.object({
  access_key_id: z.string(),
  event_id: z.string(),
  occur_ms: z.int(),
});
export type FoundRecord = z.output<typeof FoundRecord>;

const READ_RECORDS = {
  text: sqlFile(new URL("./sql/read-records.sql", import.meta.url)),
  row: DetailLine,
};

/** The records that were found, whole, in their order. */
export const readRecords = async (
  runner: StatementRunner,
  found: readonly FoundRecord[],
): Promise<readonly DetailRow[]> => {
  if (found.length === 0) return [];
  const lines = await runner.rows(READ_RECORDS, [
    found.map((record) => record.access_key_id),
    found.map((record) => record.event_id),
    found.map((record) => record.occur_ms),
  ]);
  return detailRows(lines);
};
