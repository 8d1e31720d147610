import { guardLikeGuarded } from "@tokenledger/usage/exports";
import { stringify } from "csv-stringify/sync";
import type { Cell, Column } from "../columns/column.ts";
import type { RowFormat } from "./row-format.ts";

const NOTHING = new Uint8Array();
const BOM = "\uFEFF";
const LINE_BREAK = /[\r\n]/;
/** Rows that are cells and text at once. The charges of a busy hour, thousands, outgrew a heap of 48 MB all together. */
const ROWS_AT_ONCE = 100;

const plain = (cell: Cell): string | number | bigint | null => {
  if (typeof cell === "string") return guardLikeGuarded(cell);
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === "object" && cell !== null ? JSON.stringify(cell) : cell;
};

/**
 * RFC 4180: CRLF, quotes where needed. Text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, tab, return, or
 * their full-width forms) gets a leading `'`, and so does text that has such a `'` of its own: what is read back is what was written. Numbers stay
 * numbers.
 */
const lines = (cells: readonly (readonly Cell[])[]): string =>
  stringify(
    cells.map((row) => row.map(plain)),
    { escape_formulas: true, record_delimiter: "windows", quoted_match: LINE_BREAK },
  );

/** Rows as text in UTF-8, some at a time. */
const bytesOf = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Uint8Array => {
  const chunks: Buffer[] = [];
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const slice = rows.slice(from, from + ROWS_AT_ONCE);
    const cells = slice.map((row) => columns.map((column) => column.read(row)));
    chunks.push(Buffer.from(lines(cells)));
  }
  return Buffer.concat(chunks);
};

/** Comma-separated values in UTF-8, with a head line; a byte order mark first where wanted. */
export const csvFormat = <Row>(
  columns: readonly Column<Row>[],
  hasBom: boolean,
): RowFormat<Row> => ({
  isResumable: true,
  open: async () =>
    Promise.resolve(Buffer.from(`${hasBom ? BOM : ""}${lines([columns.map(({ name }) => name)])}`)),
  write: async (rows) => Promise.resolve(bytesOf(columns, rows)),
  flush: async () => Promise.resolve(NOTHING),
  end: async () => Promise.resolve(NOTHING),
});
