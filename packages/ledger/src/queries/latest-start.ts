import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";
import type { ResolvedFilter } from "./resolved-filter.ts";

const LATEST_HOURS = {
  text: sqlFile(new URL("./sql/latest-hours.sql", import.meta.url)),
  row: z.object({ start_ms: z.string().transform(Number).nullable() }),
};

/**
 * Where the latest part of a range begins that can be read row by row while somebody waits: whole hours with at most so many requests of these keys
 * or users, and one hour at least. The range's own start where it holds no more. In epoch milliseconds, as the range is.
 */
export const latestStart = async (
  runner: StatementRunner,
  { accessKeyIds, userIds }: Pick<ResolvedFilter, "accessKeyIds" | "userIds">,
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
  requestsMax: number,
): Promise<number> => {
  const [latest] = await runner.rows(LATEST_HOURS, [
    accessKeyIds,
    userIds,
    startMs,
    endMs,
    requestsMax,
  ]);
  return Math.max(startMs, latest?.start_ms ?? startMs);
};
