import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import { inTransaction } from "../statement-runner.ts";
import type { AggregateContext } from "./aggregate-unit.ts";

const Count = z.object({ count: z.int() });
const LOCK_ROLLUPS = {
  text: sqlFile(new URL("./sql/lock-rollups.sql", import.meta.url)),
  row: Count,
};
const MEND_ROLLUPS = {
  text: sqlFile(new URL("./sql/mend-rollups.sql", import.meta.url)),
  row: Count,
};

/**
 * Makes everybody's sums of a UTC day what the breakdown of its access keys says, while records are being committed; after the keys' own cells
 * were mended. @returns how many sums were wrong. @throws UnavailableError
 */
export const mendRollups = async (
  { orm }: AggregateContext,
  dayMs: number,
  isDryRun: boolean,
): Promise<number> =>
  inTransaction(orm, async (runner) => {
    await runner.rows(LOCK_ROLLUPS, []);
    const [wrong] = await runner.rows(MEND_ROLLUPS, [dayMs, isDryRun]);
    return wrong?.count ?? 0;
  });
