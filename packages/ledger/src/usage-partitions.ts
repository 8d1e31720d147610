import { periodOf } from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "./sql-file.ts";
import type { StatementRunner } from "./statement-runner.ts";

const CREATE_PARTITIONS = {
  text: sqlFile(new URL("./sql/create-partitions.sql", import.meta.url)),
  row: z.object({ name: z.string(), result: z.enum(["created", "kept", "blocked", "dropped"]) }),
};

const COUNT_DEFAULT_ROWS = {
  text: sqlFile(new URL("./sql/count-default-rows.sql", import.meta.url)),
  row: z.object({ row_count: z.int() }),
};

/** A scheduler that stands still for a quarter loses nothing. */
const MONTHS_AHEAD = 3;
/** 20 years of history. */
const MONTHS_MAX = 240;

export interface PartitionReport {
  readonly created: readonly string[];
  /** Months that DEFAULT holds rows of: they must be moved out first. Any is an alarm. */
  readonly blocked: readonly string[];
  /** Rows in DEFAULT, counted to 10,000. They are counted and found as all others; but their months cannot be dropped. */
  readonly defaultRowCount: number;
}

/** Months from the one that holds `from` to the one that holds `to`, both included. */
const monthsBetween = (from: Date, to: Date): number => {
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12;
  return months + to.getUTCMonth() - from.getUTCMonth() + 1;
};

/**
 * Makes the months' partitions of both usage tables that are missing, from the month of `since` to three months after `now`.
 * Safe to repeat, and to run from several processes.
 *
 * @param since before `now` when history is about to be imported. At most 20 years before; default `now`.
 */
export const ensurePartitions = async (
  runner: StatementRunner,
  now: Date,
  since: Date = now,
): Promise<PartitionReport> => {
  const monthCount = Math.min(monthsBetween(since, now), MONTHS_MAX) + MONTHS_AHEAD;
  const { startMs } = periodOf("month", since.getTime());
  const rows = await runner.rows(CREATE_PARTITIONS, [startMs, monthCount]);
  const named = (result: "created" | "blocked"): readonly string[] =>
    rows.flatMap((row) => (row.result === result ? [row.name] : []));
  const [inDefault] = await runner.rows(COUNT_DEFAULT_ROWS, []);
  return {
    created: named("created"),
    blocked: named("blocked"),
    defaultRowCount: inDefault?.row_count ?? 0,
  };
};
