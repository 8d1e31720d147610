import type { JsonObject } from "@tokenledger/usage";

/** What a cell may hold. Money and other bigints are written whole, never as floats. */
export type Cell = string | number | bigint | Date | JsonObject | null;

/** How a column is stored where the format has types. `decimal` is text with an exact decimal number in it. */
export type ColumnType = "text" | "integer" | "decimal" | "time" | "json";

export interface Column<Row> {
  readonly name: string;
  readonly type: ColumnType;
  read(row: Row): Cell;
}

/**
 * Those of the wanted names, in the order wanted; null is all. A name nobody knows is left out: it was checked when the export was asked for.
 */
export const chosenColumns = <Row>(
  columns: readonly Column<Row>[],
  wanted: readonly string[] | null,
): readonly Column<Row>[] =>
  wanted?.flatMap((name) => columns.filter((column) => column.name === name)) ?? columns;
