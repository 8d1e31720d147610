import { UnavailableError, type StatisticsTotals } from "@tokenledger/usage";
import { z } from "zod";
import { CellTotals, statisticsTotals } from "../commit/cell-totals.ts";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";
import { cellDeltas, type CellDelta, type LineChange } from "./line-change.ts";

const WRITE_LINE_COSTS = {
  text: sqlFile(new URL("./sql/write-line-costs.sql", import.meta.url)),
  row: z.object({ key_row_count: z.int(), user_row_count: z.int() }),
};

const LOCK_CELLS = {
  text: sqlFile(new URL("./sql/lock-cells.sql", import.meta.url)),
  row: z.object({ cell_count: z.int() }),
};

const ADD_CELL_COSTS = {
  text: sqlFile(new URL("./sql/add-cell-costs.sql", import.meta.url)),
  row: z.object({ breakdown_count: z.int(), totals: z.array(CellTotals) }),
};

const digits = (picoUsd: bigint | null): string | null => picoUsd?.toString() ?? null;

const writeLines = async (
  runner: StatementRunner,
  runId: string,
  changes: readonly LineChange[],
): Promise<void> => {
  const [written] = await runner.rows(WRITE_LINE_COSTS, [
    runId,
    changes.map(({ record }) => record.accessKeyId),
    changes.map(({ record }) => record.eventId),
    changes.map(({ line }) => line.lineNumber),
    changes.map(({ record }) => record.userId),
    changes.map(({ line }) => digits(line.costPicoUsd)),
    changes.map(({ line }) => line.priceVersion),
    changes.map(({ after }) => digits(after.costPicoUsd)),
    changes.map(({ after }) => after.priceVersion),
  ]);
  const ofUsers = changes.filter(({ record }) => record.userId !== null);
  if (written?.key_row_count !== changes.length || written.user_row_count !== ofUsers.length) {
    throw new UnavailableError("Lines to price anew are gone: their partition was dropped.");
  }
};

const cellColumns = (cells: readonly CellDelta[]): readonly (readonly (string | number)[])[] => [
  cells.map(({ dimensionType }) => dimensionType),
  cells.map(({ dimensionId }) => dimensionId),
  cells.map(({ hourMs }) => hourMs),
  cells.map(({ model }) => model),
  cells.map(({ feature }) => feature),
];

/**
 * Changes the costs of locked lines: both usage tables, the run's journal, breakdown and statistics, in the runner's transaction.
 * Sums are changed by what the lines change by, so they stay equal to the rows whatever else is being committed.
 *
 * @returns the statistics cells that changed, as they stand. @throws UnavailableError
 */
export const writeChanges = async (
  runner: StatementRunner,
  runId: string,
  changes: readonly LineChange[],
): Promise<readonly StatisticsTotals[]> => {
  await writeLines(runner, runId, changes);
  const cells = cellDeltas(changes);
  await runner.rows(LOCK_CELLS, cellColumns(cells));
  const [added] = await runner.rows(ADD_CELL_COSTS, [
    ...cellColumns(cells),
    cells.map(({ costPicoUsd }) => costPicoUsd.toString()),
    cells.map(({ unpricedRequests }) => unpricedRequests),
  ]);
  if (added?.breakdown_count !== cells.length) {
    throw new UnavailableError("A breakdown cell of lines to price anew is missing: rebuild it.");
  }
  const userNames = new Map(
    changes.flatMap(({ record: { userId, userName } }) =>
      userId === null || userName === null ? [] : [[userId, userName] as const],
    ),
  );
  return added.totals.map((cell) => statisticsTotals(cell, userNames));
};
