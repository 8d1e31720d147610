import {
  ByteWriter,
  ParquetWriter,
  schemaFromColumnData,
  type ColumnSource,
} from "hyparquet-writer";
import type { Cell, Column, ColumnType } from "../columns/column.ts";
import { ParquetContents } from "./parquet-contents.ts";
import type { RowFormat } from "./row-format.ts";

/** Rows of one group: what is held back, and what a reader takes in at once. 10,000 of our lines are some 10 MB of objects. */
const GROUP_ROWS = 10_000;

const types = {
  text: "STRING",
  decimal: "STRING",
  integer: "INT64",
  time: "TIMESTAMP",
  json: "JSON",
} as const satisfies Record<ColumnType, ColumnSource["type"]>;

const stored = (type: ColumnType, cell: Cell): unknown =>
  type === "integer" && typeof cell === "number" ? BigInt(cell) : cell;

/**
 * Apache Parquet, compressed by Snappy, in small row groups: one writer over the whole file needed 450 MB at half a million rows. The table of
 * contents at its end grows by some 8 kB a group, which is all that is kept of one. A cut file cannot be gone on with: where its groups lie is known to the writer alone.
 */
export const parquetFormat = <Row>(columns: readonly Column<Row>[]): RowFormat<Row> => {
  const bytes = new ByteWriter();
  const sourcesOf = (rows: readonly Row[]): ColumnSource[] =>
    columns.map((column) => ({
      name: column.name,
      type: types[column.type],
      nullable: true,
      offsetIndex: false,
      // Least and greatest, by which readers pass over groups: of text they are as long as the rest of the table.
      statistics: column.type === "time" || column.type === "integer",
      data: rows.map((row) => stored(column.type, column.read(row))),
    }));
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: sourcesOf([]) }),
    createdBy: "tokenledger",
  });
  const contents = new ParquetContents(writer);
  let held: Row[] = [];

  const take = (): Uint8Array => {
    const taken = bytes.getBytes().slice();
    bytes.index = 0;
    return taken;
  };
  const writeGroup = async (): Promise<void> => {
    if (held.length === 0) return;
    await writer.write({ columnData: sourcesOf(held), rowGroupSize: GROUP_ROWS });
    contents.take();
    held = [];
  };
  return {
    isResumable: false,
    open: async () => Promise.resolve(take()),
    write: async (rows) => {
      held.push(...rows);
      if (held.length >= GROUP_ROWS) await writeGroup();
      return take();
    },
    flush: async () => Promise.resolve(take()),
    end: async () => {
      await writeGroup();
      if (writer.num_rows > 0n) return Buffer.concat([take(), contents.end()]);
      await writer.finish();
      return take();
    },
  };
};
