import { UnavailableError } from "@tokenledger/usage";
import { z } from "zod";
import { CellTotals } from "../commit/cell-totals.ts";
import { noteUnmirrored } from "../counters/unmirrored-cells.ts";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";
import { cellDeltas, type LineChange } from "./line-change.ts";

const WRITE_LINE_COSTS = {
  text: sqlFile(new URL("./sql/write-line-costs.sql", import.meta.url)),
  row: z.object({ key_row_count: z.int(), user_row_count: z.int() }),
};

const FIND_BY_KEY = {
  text: sqlFile(new URL("./sql/find-by-key.sql", import.meta.url)),
  row: z.object({ settings: z.string() }),
};

const ADD_CELL_COSTS = {
  text: sqlFile(new URL("./sql/add-cell-costs.sql", import.meta.url)),
  row: z.object({ missing_count: z.int(), totals: z.array(CellTotals) }),
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

/**
 * Changes the costs of locked lines: both usage tables, the run's journal, breakdown and statistics, in the runner's transaction.
 * Sums are changed by what the lines change by, so they stay equal to the rows whatever else is being committed. The cells are noted for Redis.
 *
 * @throws UnavailableError
 */
export const writeChanges = async (
  runner: StatementRunner,
  runId: string,
  changes: readonly LineChange[],
): Promise<void> => {
  await runner.rows(FIND_BY_KEY, []);
  await writeLines(runner, runId, changes);
  const cells = cellDeltas(changes);
  const [added] = await runner.rows(ADD_CELL_COSTS, [
    cells.map(({ dimensionType }) => dimensionType),
    cells.map(({ dimensionId }) => dimensionId),
    cells.map(({ hourMs }) => hourMs),
    cells.map(({ model }) => model),
    cells.map(({ feature }) => feature),
    cells.map(({ costPicoUsd }) => costPicoUsd.toString()),
    cells.map(({ unpricedRequests }) => unpricedRequests),
  ]);
  if (added?.missing_count !== 0) {
    throw new UnavailableError("A breakdown cell of lines to price anew is missing: rebuild it.");
  }
  await noteUnmirrored(runner, added.totals);
};
