import { ByteWriter, type ParquetWriter } from "hyparquet-writer";
import { writeMetadata } from "hyparquet-writer/src/metadata.js";

type Group = ParquetWriter["row_groups"][number];

/** Thrift's compact protocol: a list of structs, its size in the upper half, or after it where that is full. */
const STRUCTS = 12;
const SIZE_FULL = 15;
const MAGIC = Buffer.from("PAR1");
/** Of the table's length, which stands behind it. */
const LENGTH_BYTES = 4;

const varInt = (value: number): readonly number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varInt(Math.floor(value / 128))];

const listHeader = (size: number): Uint8Array =>
  size < SIZE_FULL
    ? Uint8Array.of(size * 16 + STRUCTS)
    : Uint8Array.of(SIZE_FULL * 16 + STRUCTS, ...varInt(size));

/**
 * The table of contents at the end of a Parquet file, written group by group as it grows. The library keeps every group as objects, 43 kB of heap each, and
 * copies all of them at the end: of ten million rows, a thousand groups, that was more than the heap of exports may be.
 */
export class ParquetContents {
  readonly #writer: ParquetWriter;
  readonly #groups: Uint8Array[] = [];
  /** Length of what follows the list of groups. */
  #tailLength = 0;

  constructor(writer: ParquetWriter) {
    this.#writer = writer;
  }

  /** Takes over the groups that were written since. */
  take(): void {
    this.#writer.pendingIndexes = [];
    const without = this.#metadata([], 0n);
    for (const group of this.#writer.row_groups.splice(0)) {
      const metadata = this.#metadata([group], 0n);
      // Only the size of the list, which stands before it, and its one group differ.
      const listStart = without.findIndex((byte, index) => byte !== metadata[index]);
      this.#tailLength = without.length - listStart - 1;
      this.#groups.push(metadata.slice(listStart + 1, metadata.length - this.#tailLength));
    }
  }

  /** The bytes that a file of at least one group ends with. */
  end(): Uint8Array {
    const around = this.#metadata([], this.#writer.num_rows);
    const listStart = around.length - this.#tailLength - 1;
    const parts = [
      around.subarray(0, listStart),
      listHeader(this.#groups.length),
      ...this.#groups,
      around.subarray(listStart + 1),
    ];
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32LE(parts.reduce((sum, part) => sum + part.length, 0));
    return Buffer.concat([...parts, length, MAGIC]);
  }

  #metadata(groups: readonly Group[], rowCount: bigint): Uint8Array {
    const bytes = new ByteWriter();
    const { schema, createdBy } = this.#writer;
    writeMetadata(bytes, {
      version: 2,
      schema,
      num_rows: rowCount,
      row_groups: [...groups],
      created_by: createdBy,
      metadata_length: 0,
    });
    return bytes.getBytes().slice(0, -LENGTH_BYTES);
  }
}
