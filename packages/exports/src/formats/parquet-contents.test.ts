import { ByteWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import { expect, test } from "vitest";
import { ParquetContents } from "./parquet-contents.ts";

const columnsOf = (group: number) => [
  { name: "number", type: "INT64" as const, data: [BigInt(group), BigInt(group * 1_000)] },
  { name: "text", type: "STRING" as const, nullable: true, data: [`text ${group}`, null] },
];

const open = (): { readonly bytes: ByteWriter; readonly writer: ParquetWriter } => {
  const bytes = new ByteWriter();
  const schema = schemaFromColumnData({ columnData: columnsOf(0) });
  return { bytes, writer: new ParquetWriter({ writer: bytes, schema, createdBy: "a test" }) };
};

test.each([1, 2, 14, 15, 16, 127, 128, 300])(
  "of %i groups the contents written one by one are those the library writes of all at once",
  async (groupCount) => {
    const [ours, theirs] = [open(), open()];
    const contents = new ParquetContents(ours.writer);
    for (let group = 0; group < groupCount; group += 1) {
      await ours.writer.write({ columnData: columnsOf(group) });
      contents.take();
      await theirs.writer.write({ columnData: columnsOf(group) });
    }
    expect(ours.writer.row_groups).toEqual([]);
    await theirs.writer.finish();
    const whole = Buffer.concat([ours.bytes.getBytes(), contents.end()]);
    expect(whole.equals(Buffer.from(theirs.bytes.getBytes()))).toBe(true);
  },
);
