import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";

const READ_DAY_IS_KEPT = {
  text: sqlFile(new URL("./sql/read-day-is-kept.sql", import.meta.url)),
  row: z.object({ is_kept: z.boolean() }),
};

/** Whether the rows of a UTC day are there to be summed: their month was not dropped. @throws UnavailableError */
export const isDayKept = async (runner: StatementRunner, dayMs: number): Promise<boolean> => {
  const [row] = await runner.rows(READ_DAY_IS_KEPT, [dayMs]);
  return row?.is_kept === true;
};
