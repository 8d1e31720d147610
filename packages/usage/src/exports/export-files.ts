/** A file being written. */
export interface ExportSink {
  /** Bytes in it, those it began with included. */
  readonly byteCount: number;
  write(bytes: Uint8Array): Promise<void>;
  /** Returns when everything written is on disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Where exports lie. Every worker and every server must see the same files: one folder on one machine, a shared one on several.
 * A file is named by its job and a name; nobody finds a job's files but by its id.
 */
export interface ExportFiles {
  /** A new file, beginning with the first bytes of another one of the same job where one is named. */
  create(
    jobId: string,
    name: string,
    from?: { readonly name: string; readonly byteCount: number },
  ): Promise<ExportSink>;
  /** Gives a closed file its final name, at once or not at all. */
  seal(jobId: string, partName: string, name: string): Promise<void>;
  /** SHA-256 of a file, hex. */
  digest(jobId: string, name: string): Promise<string>;
  /** Bytes of a file; null when there is no such file. */
  size(jobId: string, name: string): Promise<number | null>;
  /** The bytes of a file. Reading fails when there is no such file. */
  read(jobId: string, name: string): AsyncIterable<Uint8Array>;
  /** Removes every file of a job but these: what earlier attempts left. */
  keepOnly(jobId: string, names: readonly string[]): Promise<void>;
  /** Removes all files of a job. */
  remove(jobId: string): Promise<void>;
  /** Every job that has files, with their size. */
  list(): Promise<readonly { readonly jobId: string; readonly byteCount: number }[]>;
}
