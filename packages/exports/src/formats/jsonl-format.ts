import type { Cell, Column } from "../columns/column.ts";
import type { RowFormat } from "./row-format.ts";

const NOTHING = new Uint8Array();

/** Numbers that a double cannot hold travel as text. */
const plain = (cell: Cell): unknown => (typeof cell === "bigint" ? cell.toString() : cell);

/** One JSON object a line: bigints as decimal text, times as ISO 8601. */
export const jsonlFormat = <Row>(columns: readonly Column<Row>[]): RowFormat<Row> => ({
  isResumable: true,
  open: async () => Promise.resolve(NOTHING),
  write: async (rows) => {
    const lines = rows.map((row) => {
      const cells = columns.map((column) => [column.name, plain(column.read(row))] as const);
      return `${JSON.stringify(Object.fromEntries(cells))}\n`;
    });
    return Promise.resolve(Buffer.from(lines.join("")));
  },
  flush: async () => Promise.resolve(NOTHING),
  end: async () => Promise.resolve(NOTHING),
});
