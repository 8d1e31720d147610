import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";
import type { ResolvedFilter } from "./resolved-filter.ts";

const LATEST_HOURS = {
  text: sqlFile(new URL("./sql/latest-hours.sql", import.meta.url)),
  row: z.object({ start_ms: z.string().transform(Number).nullable() }),
};

/** Half-open, in epoch milliseconds. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * The latest part of a range that can be read row by row while somebody waits: whole hours with at most so many requests of these keys or users, and one
 * hour at least. The whole range where it holds no more.
 */
export const latestStretch = async (
  runner: StatementRunner,
  { accessKeyIds, userIds }: Pick<ResolvedFilter, "accessKeyIds" | "userIds">,
  { startMs, endMs }: Stretch,
  requestsMax: number,
): Promise<Stretch> => {
  const [latest] = await runner.rows(LATEST_HOURS, [
    accessKeyIds,
    userIds,
    startMs,
    endMs,
    requestsMax,
  ]);
  return { startMs: Math.max(startMs, latest?.start_ms ?? startMs), endMs };
};
