import type { MikroORM } from "@mikro-orm/postgresql";
import {
  counterCheckCauses,
  periodOf,
  periodTypes,
  type CounterCheck,
  type CounterChecks,
} from "@tokenledger/usage";
import { z } from "zod";
import { CellTotals, statisticsTotals } from "../commit/cell-totals.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit } from "../statement-runner.ts";

const PAGE_CURRENT_CELLS = {
  text: sqlFile(new URL("./sql/page-current-cells.sql", import.meta.url)),
  row: z.object({
    last_id: z.string().nullable(),
    totals: z.array(CellTotals),
    names: z.record(z.string(), z.string()),
  }),
};

const ADD_COUNTER_CHECK = {
  text: sqlFile(new URL("./sql/add-counter-check.sql", import.meta.url)),
  row: z.object({ id: z.string() }),
};

const Instant = z.string().transform((text) => new Date(Number(text)));

const LIST_COUNTER_CHECKS = {
  text: sqlFile(new URL("./sql/list-counter-checks.sql", import.meta.url)),
  row: z
    .object({
      id: z.string(),
      cause: z.enum(counterCheckCauses),
      start_ms: Instant,
      finish_ms: Instant,
      cell_count: z.int(),
      reseeded_count: z.int(),
      late_count: z.int(),
      drift_count: z.int(),
      pend_wrong_count: z.int().nullable(),
      examples: z.array(z.string()),
    })
    .transform((row): CounterCheck => ({
      id: row.id,
      cause: row.cause,
      startTime: row.start_ms,
      finishTime: row.finish_ms,
      cellCount: row.cell_count,
      reseededCount: row.reseeded_count,
      lateCount: row.late_count,
      driftCount: row.drift_count,
      pendWrongCount: row.pend_wrong_count,
      examples: row.examples,
    })),
};

/** The ledger's side of the comparison of counters, over PostgreSQL. */
export const createCounterChecks = (orm: MikroORM): CounterChecks => ({
  cells: async (type, afterId, countMax, now) => {
    const starts = periodTypes.map((period) => periodOf(period, now.getTime()).startMs);
    const [page] = await autocommit(orm).rows(PAGE_CURRENT_CELLS, [
      type,
      afterId,
      countMax,
      ...starts,
    ]);
    const names = new Map(Object.entries(page?.names ?? {}));
    return {
      cells: (page?.totals ?? []).map((cell) => statisticsTotals(cell, names)),
      nextAfterId: page?.last_id ?? null,
    };
  },
  add: async (report, startTime) => {
    await autocommit(orm).rows(ADD_COUNTER_CHECK, [
      report.cause,
      startTime.getTime(),
      report.cellCount,
      report.reseededCount,
      report.lateCount,
      report.driftCount,
      report.pendWrongCount,
      report.examples,
    ]);
  },
  list: async (countMax) => autocommit(orm).rows(LIST_COUNTER_CHECKS, [countMax]),
});
