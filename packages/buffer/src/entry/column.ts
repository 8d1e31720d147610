import { UnreadableError } from "@tokenledger/usage";
import { z } from "zod";

/**
 * One field of many rows.
 * Absent: every row has the usual value. A list: one cell a row. `of` alone: every row has that cell. `of` and `at`: row r has cell `of[at[r]]`.
 */
export type Column<Cell> =
  | readonly Cell[]
  | { readonly of: readonly Cell[]; readonly at?: readonly number[] | undefined }
  | undefined;

/** Tells whether a value is a cell of a column. */
export type IsCell<Cell> = (value: unknown) => value is Cell;

const isIndex: IsCell<number> = (value) => typeof value === "number";

const isListOf = <Cell>(value: unknown, isCell: IsCell<Cell>): value is readonly Cell[] =>
  Array.isArray(value) && value.every((cell) => isCell(cell));

const isDictionaryOf = <Cell>(value: unknown, isCell: IsCell<Cell>): boolean => {
  if (typeof value !== "object" || value === null || !("of" in value)) return false;
  const keyCount = Object.keys(value).length;
  // Whether each index has its cell is seen when it is read.
  const isIndexed = "at" in value ? isListOf(value.at, isIndex) && keyCount === 2 : keyCount === 1;
  return isIndexed && isListOf(value.of, isCell) && value.of.length > 0;
};

/**
 * Schema of a column of such cells. With a schema for each cell, reading an entry took half as long again.
 */
export const columnOf = <Cell>(isCell: IsCell<Cell>) =>
  z
    .custom<NonNullable<Column<Cell>>>(
      (value) => isListOf(value, isCell) || isDictionaryOf(value, isCell),
    )
    .optional();

/** Above a quarter of the rows a dictionary no longer pays for its indexes. */
const DISTINCT_SHARE_MAX = 4;
const DISTINCT_ALWAYS = 8;

/**
 * Packs one field of many rows the shortest way that one pass can find.
 *
 * @param usual the value a reader assumes when the column is absent; undefined when there is none.
 * @param identify tells equal cells apart from different ones; needed for objects.
 */
export const packColumn = <Cell>(
  cells: readonly Cell[],
  usual: Cell | undefined,
  identify: (cell: Cell) => unknown = (cell) => cell,
): Column<Cell> => {
  if (cells.every((cell) => cell === usual)) return undefined;
  const distinctMax = Math.max(DISTINCT_ALWAYS, cells.length / DISTINCT_SHARE_MAX);
  const indexes = new Map<unknown, number>();
  const of: Cell[] = [];
  const at: number[] = [];
  for (const cell of cells) {
    const identity = identify(cell);
    const known = indexes.get(identity);
    if (known === undefined) {
      if (of.length >= distinctMax) return cells;
      indexes.set(identity, of.length);
      at.push(of.length);
      of.push(cell);
    } else {
      at.push(known);
    }
  }
  if (of.length === 1) return { of };
  return of.length === cells.length ? cells : { of, at };
};

const isList = <Cell>(column: NonNullable<Column<Cell>>): column is readonly Cell[] =>
  Array.isArray(column);

const mustExist = <Cell>(cell: Cell | undefined): Cell => {
  if (cell === undefined) throw new UnreadableError("A column has no cell for one of its rows");
  return cell;
};

const mustCover = (length: number, rowCount: number): void => {
  if (length !== rowCount) {
    throw new UnreadableError(`A column has ${length} cells for ${rowCount} rows`);
  }
};

/**
 * The cell of each row of a packed column.
 *
 * @throws UnreadableError when the column does not have exactly one cell for each row.
 */
export const columnReader = <Cell>(
  column: Column<Cell>,
  usual: Cell | undefined,
  rowCount: number,
): ((row: number) => Cell) => {
  if (column === undefined) {
    const cell = mustExist(usual);
    return () => cell;
  }
  if (isList(column)) {
    mustCover(column.length, rowCount);
    return (row) => mustExist(column[row]);
  }
  const { of, at } = column;
  if (at === undefined) {
    mustCover(of.length, 1);
    const cell = mustExist(of[0]);
    return () => cell;
  }
  mustCover(at.length, rowCount);
  return (row) => mustExist(of[mustExist(at[row])]);
};
