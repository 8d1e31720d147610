import type { MikroORM } from "@mikro-orm/postgresql";
import type { UnmirroredCells } from "@tokenledger/usage";
import { z } from "zod";
import { CellTotals, statisticsTotals } from "../commit/cell-totals.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit, type StatementRunner } from "../statement-runner.ts";

const Count = z.object({ count: z.int() });

const NOTE = {
  text: sqlFile(new URL("./sql/note-unmirrored.sql", import.meta.url)),
  row: Count,
};

const LIST = {
  text: sqlFile(new URL("./sql/list-unmirrored.sql", import.meta.url)),
  row: z.object({ totals: CellTotals, name: z.string().nullable() }),
};

const FORGET = {
  text: sqlFile(new URL("./sql/forget-unmirrored.sql", import.meta.url)),
  row: Count,
};

/** Counts as text, as they came: JSON numbers above 2^53 would lose digits. */
const jsonOf = (cells: readonly CellTotals[]): string =>
  JSON.stringify(cells, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));

/** Notes cells for Redis, in the transaction that changed them. Noted again, the newest counts. */
export const noteUnmirrored = async (
  runner: StatementRunner,
  cells: readonly CellTotals[],
): Promise<void> => {
  if (cells.length > 0) await runner.rows(NOTE, [jsonOf(cells)]);
};

/** What is noted for Redis, over PostgreSQL. */
export const createUnmirroredCells = (orm: MikroORM): UnmirroredCells => ({
  handOver: async (mirror, countMax) => {
    const noted = await autocommit(orm).rows(LIST, [countMax]);
    if (noted.length === 0) return 0;
    await mirror(
      noted.map(({ name, totals }) =>
        statisticsTotals(totals, new Map(name === null ? [] : [[totals.dimension_id, name]])),
      ),
    );
    await autocommit(orm).rows(FORGET, [jsonOf(noted.map(({ totals }) => totals))]);
    return noted.length;
  },
});
