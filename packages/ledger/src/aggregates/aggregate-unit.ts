import type { MikroORM } from "@mikro-orm/postgresql";
import { dimensionTypes, periodTypes, type Dimension, type PeriodType } from "@tokenledger/usage";
import { z } from "zod";
import { CellTotals } from "../commit/cell-totals.ts";
import { noteUnmirrored } from "../counters/unmirrored-cells.ts";
import { eventIdBound } from "../queries/event-id-bound.ts";
import { sqlFile } from "../sql-file.ts";
import { inTransaction, type StatementRunner } from "../statement-runner.ts";
import { withTries } from "../with-tries.ts";

export const DAY_MS = 86_400_000;

const textOf = (name: string): string => sqlFile(new URL(`./sql/${name}.sql`, import.meta.url));

const Count = z.object({ count: z.int() });

const Change = z.object({
  period_type: z.enum(periodTypes),
  period_start_ms: z.int(),
  before: z.array(z.string()).nullable(),
  after: z.array(z.string()),
});

const Rebuilt = z.object({
  changes: z.array(Change),
  breakdown_count: z.int(),
  totals: z.array(CellTotals),
});

const FIND_BY_KEY = {
  text: sqlFile(new URL("../prices/sql/find-by-key.sql", import.meta.url)),
  row: z.object({ settings: z.string() }),
};
const MAKE_CELLS = { text: textOf("make-cells"), row: Count };
const LOCK_CELLS = { text: textOf("lock-cells"), row: Count };
const REBUILD_DAY = { text: textOf("rebuild-day"), row: Rebuilt };
const RENEW_ROLLUP = { text: textOf("renew-rollup"), row: z.never() };
const MAKE_MONTH = { text: textOf("make-month"), row: Count };
const LOCK_MONTH = { text: textOf("lock-month"), row: Count };
const REBUILD_MONTH = { text: textOf("rebuild-month"), row: Rebuilt };

/** What `list-units.sql` and `list-month-units.sql` tell. */
export const UnitRow = z.object({
  dimension_type: z.enum(dimensionTypes),
  dimension_id: z.string(),
  name: z.string(),
});

/** One dimension, and one UTC day or month of it. */
export interface AggregateUnit extends z.output<typeof UnitRow> {
  readonly startMs: number;
  /** Of a month: what a dry run found its days to be short of, in the statement's order. */
  readonly missing?: readonly bigint[] | undefined;
}

/** A cell that differed: sums as decimal text in the statement's order. As it is kept in a job. */
export const CellChange = z.object({
  dimension: z.object({ type: z.enum(dimensionTypes), id: z.string() }),
  periodType: z.enum(periodTypes),
  periodStartMs: z.int(),
  before: z.array(z.string()).nullable(),
  after: z.array(z.string()),
});
export type CellChange = z.output<typeof CellChange>;

export interface UnitResult {
  readonly changes: readonly CellChange[];
  readonly breakdownCount: number;
}

export interface AggregateContext {
  readonly orm: MikroORM;
}

const dayParameters = (unit: AggregateUnit): readonly (string | number)[] => [
  unit.dimension_type,
  unit.dimension_id,
  unit.startMs,
  eventIdBound(unit.startMs),
  eventIdBound(unit.startMs + DAY_MS),
];

/** Locks what a day's rebuild will write. Nothing of that dimension and day is committed until the transaction ends. */
export const lockDay = async (runner: StatementRunner, unit: AggregateUnit): Promise<void> => {
  await runner.rows(MAKE_CELLS, dayParameters(unit));
  await runner.rows(LOCK_CELLS, dayParameters(unit).slice(0, 3));
};

type Sum = (
  runner: StatementRunner,
  unit: AggregateUnit,
  isDryRun: boolean,
) => Promise<z.output<typeof Rebuilt>>;

const nothing = { changes: [], breakdown_count: 0, totals: [] };

/** Sums a day from its rows. Not a dry run: after `lockDay`, in the same transaction. */
export const sumDay: Sum = async (runner, unit, isDryRun) => {
  const [rebuilt = nothing] = await runner.rows(REBUILD_DAY, [...dayParameters(unit), isDryRun]);
  // Sums of the day's breakdown were made of what it was before.
  if (!isDryRun && rebuilt.breakdown_count > 0) await runner.rows(RENEW_ROLLUP, [unit.startMs]);
  return rebuilt;
};

const lockMonth = async (
  runner: StatementRunner,
  { dimension_type: type, dimension_id: id, startMs }: AggregateUnit,
): Promise<void> => {
  await runner.rows(MAKE_MONTH, [type, id, startMs]);
  await runner.rows(LOCK_MONTH, [type, id, startMs]);
};

const sumMonth: Sum = async (
  runner,
  { dimension_type: type, dimension_id: id, startMs, missing = [] },
  isDryRun,
) => {
  const short = missing.map(String);
  const [rebuilt] = await runner.rows(REBUILD_MONTH, [type, id, startMs, isDryRun, short]);
  return rebuilt ?? nothing;
};

const steps = {
  day: { lock: lockDay, sum: sumDay },
  month: { lock: lockMonth, sum: sumMonth },
} as const satisfies Partial<Record<PeriodType, unknown>>;

const resultOf = (
  { changes, breakdown_count: breakdownCount }: z.output<typeof Rebuilt>,
  dimension: Dimension,
): UnitResult => ({
  changes: changes.map(({ period_type, period_start_ms, before, after }) => ({
    dimension,
    periodType: period_type,
    periodStartMs: period_start_ms,
    before,
    after,
  })),
  breakdownCount,
});

/** Tells what differs in a unit, as of one moment. Changes nothing and locks nothing. @throws UnavailableError */
export const lookAtUnit = async (
  { orm }: AggregateContext,
  kind: keyof typeof steps,
  unit: AggregateUnit,
): Promise<UnitResult> => {
  const rebuilt = await inTransaction(orm, async (runner) => {
    await runner.rows(FIND_BY_KEY, []);
    return steps[kind].sum(runner, unit, true);
  });
  return resultOf(rebuilt, { type: unit.dimension_type, id: unit.name });
};

/**
 * Makes a unit's cells what its rows say (a month: what its days say), while records are being committed: rows locked first, in the order of a commit,
 * then read by a second statement. The cells are noted for Redis. @throws UnavailableError
 */
export const mendUnit = async (
  { orm }: AggregateContext,
  kind: keyof typeof steps,
  unit: AggregateUnit,
): Promise<UnitResult> => {
  const rebuilt = await withTries(async () =>
    inTransaction(orm, async (runner) => {
      await runner.rows(FIND_BY_KEY, []);
      await steps[kind].lock(runner, unit);
      const sums = await steps[kind].sum(runner, unit, false);
      await noteUnmirrored(runner, sums.totals);
      return sums;
    }),
  );
  return resultOf(rebuilt, { type: unit.dimension_type, id: unit.name });
};
