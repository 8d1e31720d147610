/**
 * Turns rows into the bytes of one file. What it holds back is bounded and comes out at the next `flush`.
 * `open()` and the rows up to a `flush`, then more rows, are a file that can be cut after any `flush` and gone on with.
 */
export interface RowFormat<Row> {
  /** Whether a file cut after a flush can be gone on with by another instance. */
  readonly isResumable: boolean;
  /** The bytes a file opens with. */
  open(): Promise<Uint8Array>;
  write(rows: readonly Row[]): Promise<Uint8Array>;
  flush(): Promise<Uint8Array>;
  /** What is held back, and the bytes a file ends with. */
  end(): Promise<Uint8Array>;
}
