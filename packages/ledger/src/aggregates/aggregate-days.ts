import { periodOf, type DimensionType } from "@tokenledger/usage";
import { z } from "zod";
import { eventIdBound } from "../queries/event-id-bound.ts";
import { sqlFile } from "../sql-file.ts";
import { inTransaction } from "../statement-runner.ts";
import { isDayKept } from "./is-day-kept.ts";
import { mendRollups } from "./mend-rollups.ts";
import {
  DAY_MS,
  lookAtUnit,
  mendUnit,
  UnitRow,
  type AggregateContext,
  type AggregateUnit,
  type CellChange,
  type UnitResult,
} from "./aggregate-unit.ts";

const LIST_UNITS = {
  text: sqlFile(new URL("./sql/list-units.sql", import.meta.url)),
  row: UnitRow,
};
const LIST_MONTH_UNITS = {
  text: sqlFile(new URL("./sql/list-month-units.sql", import.meta.url)),
  row: UnitRow,
};
const FIND_BY_KEY = {
  text: sqlFile(new URL("../prices/sql/find-by-key.sql", import.meta.url)),
  row: z.object({ settings: z.string() }),
};

export interface DayOptions {
  /** `verify` locks only what a look found to differ. */
  readonly kind: "verify" | "rebuild";
  readonly isDryRun: boolean;
  readonly dimensionType: DimensionType | null;
  readonly dimensionId: string | null;
  /** After this day: the end of the range. The month is summed when it is, or its range, is through. */
  readonly endMs: number;
  /** Called between units. Throwing ends the work there. */
  readonly between: () => Promise<void>;
  readonly missing: MissingSums;
}

const FOUND_MAX = 100;

/** Adds up results; of the changes the first are kept, all are counted. */
export class Findings {
  unitCount = 0;
  changeCount = 0;
  breakdownCount = 0;
  readonly changes: CellChange[] = [];

  add({ changes, breakdownCount }: UnitResult): void {
    this.unitCount += 1;
    this.changeCount += changes.length;
    this.breakdownCount += breakdownCount;
    this.changes.push(...changes.slice(0, FOUND_MAX - this.changes.length));
  }
}

export interface TreatedDay {
  /** The day's rows were dropped: what is stored of it is left as it is. */
  readonly isSkipped: boolean;
  readonly findings: Findings;
}

const unitsAt = (
  rows: readonly z.output<typeof UnitRow>[],
  startMs: number,
): readonly AggregateUnit[] =>
  rows.map(({ dimension_type, dimension_id, name }) => ({
    dimension_type,
    dimension_id,
    name,
    startMs,
  }));

const unitsOf = async (
  { orm }: AggregateContext,
  dayMs: number,
  { dimensionType, dimensionId }: DayOptions,
): Promise<readonly AggregateUnit[] | null> =>
  inTransaction(orm, async (runner) => {
    await runner.rows(FIND_BY_KEY, []);
    if (!(await isDayKept(runner, dayMs))) return null;
    const bounds = [eventIdBound(dayMs), eventIdBound(dayMs + DAY_MS)];
    const rows = await runner.rows(LIST_UNITS, [dayMs, dimensionType, dimensionId, ...bounds]);
    return unitsAt(rows, dayMs);
  });

const monthUnitsOf = async (
  { orm }: AggregateContext,
  monthMs: number,
  { dimensionType, dimensionId }: DayOptions,
): Promise<readonly AggregateUnit[]> =>
  inTransaction(orm, async (runner) => {
    await runner.rows(FIND_BY_KEY, []);
    const rows = await runner.rows(LIST_MONTH_UNITS, [monthMs, dimensionType, dimensionId]);
    return unitsAt(rows, monthMs);
  });

const treat = async (
  context: AggregateContext,
  period: "day" | "month",
  unit: AggregateUnit,
  { kind, isDryRun }: DayOptions,
): Promise<UnitResult> => {
  if (kind === "rebuild" && !isDryRun) return mendUnit(context, period, unit);
  const found = await lookAtUnit(context, period, unit);
  const isRight = found.changes.length === 0 && found.breakdownCount === 0;
  return isRight || isDryRun ? found : mendUnit(context, period, unit);
};

/**
 * What a dry run found the days of one month to be short of, by dimension: the month would be the sum of the mended days.
 * A dry run that another process goes on with in the middle of a month has not seen the days before, and judges the month by them as they are.
 */
export class MissingSums {
  readonly #sums = new Map<string, readonly bigint[]>();

  add({ changes }: UnitResult): void {
    for (const { dimension, periodType, before, after } of changes) {
      if (periodType !== "day") continue;
      const known = this.of(dimension.type, dimension.id) ?? [];
      const sums = after.map(
        (sum, at) => (known[at] ?? 0n) + BigInt(sum) - BigInt(before?.[at] ?? "0"),
      );
      this.#sums.set(`${dimension.type} ${dimension.id}`, sums);
    }
  }

  of(type: string, name: string): readonly bigint[] | undefined {
    return this.#sums.get(`${type} ${name}`);
  }

  clear(): void {
    this.#sums.clear();
  }
}

/** Whether a month's days, as far as they are in the range, are through after this one. */
const endsMonth = (dayMs: number, endMs: number): boolean =>
  dayMs + DAY_MS >= Math.min(endMs, periodOf("month", dayMs).endMs);

const treatMonth = async (
  context: AggregateContext,
  dayMs: number,
  options: DayOptions,
  findings: Findings,
): Promise<void> => {
  const { startMs } = periodOf("month", dayMs);
  for (const unit of await monthUnitsOf(context, startMs, options)) {
    const missing = options.missing.of(unit.dimension_type, unit.name);
    findings.add(await treat(context, "month", { ...unit, missing }, options));
    await options.between();
  }
  options.missing.clear();
};

/** Everybody's sums of the day. A dry run judges them only by a breakdown that is right: to be mended, it may well come to what they say. */
const treatRollups = async (
  context: AggregateContext,
  dayMs: number,
  { isDryRun }: DayOptions,
  findings: Findings,
): Promise<void> => {
  if (isDryRun && findings.breakdownCount > 0) return;
  findings.breakdownCount += await mendRollups(context, dayMs, isDryRun);
};

/**
 * Treats one UTC day, and its month when its last day is through. Safe to stop anywhere and to repeat. @throws UnavailableError
 */
export const treatDay = async (
  context: AggregateContext,
  dayMs: number,
  options: DayOptions,
): Promise<TreatedDay> => {
  const units = await unitsOf(context, dayMs, options);
  const findings = new Findings();
  for (const unit of units ?? []) {
    const result = await treat(context, "day", unit, options);
    findings.add(result);
    if (options.isDryRun) options.missing.add(result);
    await options.between();
  }
  await treatRollups(context, dayMs, options, findings);
  // Where the rows were dropped the days are what they are; a month is their sum all the same.
  if (endsMonth(dayMs, options.endMs)) await treatMonth(context, dayMs, options, findings);
  return { isSkipped: units === null, findings };
};
