import type { MikroORM } from "@mikro-orm/postgresql";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import { autocommit, type StatementRunner } from "../statement-runner.ts";
import { ensurePartitions } from "../usage-partitions.ts";
import { FILL_ROLLUPS } from "./fill-rollups.ts";

const statement = (name: string) => ({
  text: sqlFile(new URL(`./sql/${name}.sql`, import.meta.url)),
  row: z.unknown(),
});

const FILL_ROWS = statement("fill-rows");
const FILL_USER_ROWS = statement("fill-user-rows");
const FILL_BREAKDOWN = statement("fill-breakdown");
const FILL_STATISTICS = statement("fill-statistics");
const FILL_EVERYBODY = { text: FILL_ROLLUPS, row: z.unknown() };
const VACUUM_ANALYZE = statement("vacuum-analyze");

const DAY_MS = 86_400_000;

/** How many plain records, evenly over the days before an instant. */
export interface FillPlan {
  readonly recordCount: number;
  readonly dayCount: number;
  readonly endMs: number;
}

/** Writes the rows by key alone, in the runner's transaction. */
export const fillRows = async (runner: StatementRunner, plan: FillPlan): Promise<void> => {
  await runner.rows(FILL_ROWS, [plan.recordCount, plan.dayCount, new Date(plan.endMs)]);
};

/** Fills empty tables with plain records, evenly over the days before `endMs`, with their sums, and lets PostgreSQL know its figures. */
export const fillMany = async (orm: MikroORM, plan: FillPlan): Promise<void> => {
  const runner = autocommit(orm);
  const end = new Date(plan.endMs);
  await ensurePartitions(runner, end, new Date(plan.endMs - plan.dayCount * DAY_MS));
  await fillRows(runner, plan);
  await runner.rows(FILL_USER_ROWS, []);
  await runner.rows(FILL_BREAKDOWN, []);
  await runner.rows(FILL_STATISTICS, []);
  await runner.rows(FILL_EVERYBODY, []);
  await runner.rows(VACUUM_ANALYZE, []);
};
