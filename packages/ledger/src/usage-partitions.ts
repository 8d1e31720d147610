import { z } from "zod";
import { sqlFile } from "./sql-file.ts";
import type { StatementRunner } from "./statement-runner.ts";

const CREATE_PARTITIONS = {
  text: sqlFile(new URL("./sql/create-partitions.sql", import.meta.url)),
  row: z.object({ name: z.string(), result: z.enum(["created", "kept", "blocked"]) }),
};

/** This month and three ahead: a scheduler that stands still for a quarter loses nothing. */
const MONTH_COUNT = 4;

export interface PartitionReport {
  readonly created: readonly string[];
  /** Months that DEFAULT holds rows of: they must be moved out first. Any is an alarm. */
  readonly blocked: readonly string[];
}

/** Makes the months' partitions of both usage tables that are missing. Safe to repeat, and to run from several processes. */
export const ensurePartitions = async (
  runner: StatementRunner,
  now: Date,
): Promise<PartitionReport> => {
  const rows = await runner.rows(CREATE_PARTITIONS, [now.getTime(), MONTH_COUNT]);
  const named = (result: "created" | "blocked"): readonly string[] =>
    rows.flatMap((row) => (row.result === result ? [row.name] : []));
  return { created: named("created"), blocked: named("blocked") };
};
