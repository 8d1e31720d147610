import { IsolationLevel } from "@mikro-orm/core";
import type { MikroORM } from "@mikro-orm/postgresql";
import type { SumDaysOptions } from "@tokenledger/usage";
import { z } from "zod";
import { eventIdBound } from "../queries/event-id-bound.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit, inTransaction, type StatementRunner } from "../statement-runner.ts";
import { DAY_MS } from "./aggregate-unit.ts";
import { isDayKept } from "./is-day-kept.ts";

const textOf = (name: string): string => sqlFile(new URL(`./sql/${name}.sql`, import.meta.url));

const NEWEST_UNSUMMED_DAY = {
  text: textOf("newest-unsummed-day"),
  row: z.object({
    day_ms: z.string().transform(Number),
    lacks_breakdown: z.boolean(),
    lacks_outcomes: z.boolean(),
  }),
};
const LOCK = { text: textOf("lock-summed-day"), row: z.object({ is_mine: z.boolean() }) };
const step = (name: string) => ({ text: textOf(name), row: z.never() });
const FORGET_BREAKDOWN = step("forget-summed-day");
const SUM_BREAKDOWN = step("sum-breakdown-day");
const NOTE_BREAKDOWN = step("note-summed-day");
const FORGET_OUTCOMES = step("forget-outcome-day");
const SUM_OUTCOMES = step("sum-outcome-day");
const NOTE_OUTCOMES = step("note-outcome-day");

const sumBreakdown = async (runner: StatementRunner, dayMs: number): Promise<void> => {
  await runner.rows(FORGET_BREAKDOWN, [dayMs]);
  await runner.rows(SUM_BREAKDOWN, [dayMs]);
  await runner.rows(NOTE_BREAKDOWN, [dayMs]);
};

/** Where the rows were dropped, what was made of them before is left as it is. */
const sumOutcomes = async (runner: StatementRunner, dayMs: number): Promise<void> => {
  if (await isDayKept(runner, dayMs)) {
    await runner.rows(FORGET_OUTCOMES, [dayMs]);
    await runner.rows(SUM_OUTCOMES, [dayMs, eventIdBound(dayMs), eventIdBound(dayMs + DAY_MS)]);
  }
  await runner.rows(NOTE_OUTCOMES, [dayMs]);
};

/**
 * Sums a UTC day as of one moment, and notes that moment.
 *
 * @returns whether it did: not where somebody else is doing so. @throws UnavailableError
 */
const asOfOneMoment = async (
  orm: MikroORM,
  dayMs: number,
  sum: (runner: StatementRunner, dayMs: number) => Promise<void>,
): Promise<boolean> =>
  inTransaction(
    orm,
    async (runner) => {
      const [lock] = await runner.rows(LOCK, [dayMs]);
      if (lock?.is_mine !== true) return false;
      await sum(runner, dayMs);
      return true;
    },
    // Cells, rows and versions must be of the same moment.
    { isolationLevel: IsolationLevel.REPEATABLE_READ },
  );

type UnsummedDay = z.output<typeof NEWEST_UNSUMMED_DAY.row>;

/** The breakdown first: how long the rows of a day take grows with its calls, and nobody waits for them. */
const sumDay = async (orm: MikroORM, day: UnsummedDay): Promise<boolean> => {
  const isMine = !day.lacks_breakdown || (await asOfOneMoment(orm, day.day_ms, sumBreakdown));
  if (!isMine) return false;
  return day.lacks_outcomes ? asOfOneMoment(orm, day.day_ms, sumOutcomes) : true;
};

const newestUnsummed = async (
  orm: MikroORM,
  endMs: number,
  restMs: number,
): Promise<UnsummedDay | undefined> => {
  const [day] = await autocommit(orm).rows(NEWEST_UNSUMMED_DAY, [endMs, restMs]);
  return day;
};

/** As `Aggregates.sumDays` says. */
export const sumDays = async (
  orm: MikroORM,
  now: Date,
  { restMs = 0, signal }: SumDaysOptions = {},
): Promise<number> => {
  let count = 0;
  const failures: unknown[] = [];
  let day = await newestUnsummed(orm, now.getTime(), restMs);
  while (day !== undefined) {
    if (signal?.aborted === true) break;
    try {
      if (await sumDay(orm, day)) count += 1;
    } catch (error) {
      // A day with too many calls for one statement keeps no other from being summed.
      failures.push(error);
    }
    // Only days before it: one that goes on changing is not waited for.
    day = await newestUnsummed(orm, day.day_ms, restMs);
  }
  if (failures.length > 0) throw failures[0];
  return count;
};
