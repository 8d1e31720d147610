import { IsolationLevel } from "@mikro-orm/core";
import type { MikroORM } from "@mikro-orm/postgresql";
import type { SumDaysOptions } from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import { autocommit, inTransaction } from "../statement-runner.ts";

const textOf = (name: string): string => sqlFile(new URL(`./sql/${name}.sql`, import.meta.url));

const NEWEST_UNSUMMED_DAY = {
  text: textOf("newest-unsummed-day"),
  row: z.object({ day_ms: z.string().transform(Number) }),
};
const LOCK = { text: textOf("lock-summed-day"), row: z.object({ is_mine: z.boolean() }) };
const FORGET = { text: textOf("forget-summed-day"), row: z.never() };
const SUM = { text: textOf("sum-breakdown-day"), row: z.never() };
const NOTE = { text: textOf("note-summed-day"), row: z.never() };

/**
 * Sums the breakdown of a UTC day as of one moment, and notes that moment. @returns whether it did: not where somebody else is doing so.
 * @throws UnavailableError
 */
export const sumBreakdownDay = async (orm: MikroORM, dayMs: number): Promise<boolean> =>
  inTransaction(
    orm,
    async (runner) => {
      const [lock] = await runner.rows(LOCK, [dayMs]);
      if (lock?.is_mine !== true) return false;
      for (const step of [FORGET, SUM, NOTE]) await runner.rows(step, [dayMs]);
      return true;
    },
    // Cells and versions must be of the same moment.
    { isolationLevel: IsolationLevel.REPEATABLE_READ },
  );

const newestUnsummed = async (
  orm: MikroORM,
  endMs: number,
  restMs: number,
): Promise<number | null> => {
  const [day] = await autocommit(orm).rows(NEWEST_UNSUMMED_DAY, [endMs, restMs]);
  return day?.day_ms ?? null;
};

/** As `Aggregates.sumDays` says. */
export const sumDays = async (
  orm: MikroORM,
  now: Date,
  { restMs = 0, signal }: SumDaysOptions = {},
): Promise<number> => {
  let count = 0;
  let dayMs = await newestUnsummed(orm, now.getTime(), restMs);
  while (dayMs !== null) {
    if (signal?.aborted === true) break;
    if (await sumBreakdownDay(orm, dayMs)) count += 1;
    // Only days before it: one that goes on changing is not waited for.
    dayMs = await newestUnsummed(orm, dayMs, restMs);
  }
  return count;
};
