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
  row: z.object({ day_ms: z.string().transform(Number) }),
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

/** Sums a UTC day as of one moment, and notes that moment. @returns whether it did: not where somebody else is doing so. @throws UnavailableError */
const sumDay = async (orm: MikroORM, dayMs: number): Promise<boolean> =>
  inTransaction(
    orm,
    async (runner) => {
      const [lock] = await runner.rows(LOCK, [dayMs]);
      if (lock?.is_mine !== true) return false;
      await sumBreakdown(runner, dayMs);
      await sumOutcomes(runner, dayMs);
      return true;
    },
    // Cells, rows and versions must be of the same moment.
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
    if (await sumDay(orm, dayMs)) count += 1;
    // Only days before it: one that goes on changing is not waited for.
    dayMs = await newestUnsummed(orm, dayMs, restMs);
  }
  return count;
};
