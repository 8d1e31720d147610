import type { WaitingRecord } from "./waiting-record.ts";

/** A part of the spool on disk: what waits together, is sent together and is removed together. */
export interface SegmentFile {
  /** Bytes of the file. */
  readonly byteCount: number;
  /** Writes one record before it returns. False when the disk refused: the file is as it was before. */
  append(record: WaitingRecord): boolean;
  /** Nothing more will be appended. */
  seal(): void;
  /** Reads the file back: whole lines only. Null: it cannot be read now (a file that is gone is empty). Never throws. */
  read(): Promise<readonly WaitingRecord[] | null>;
  /** Removes the file. Removing it again is no error. */
  remove(): void;
  /** Leaves the file where it is, for another process to try. */
  leave(): void;
}

/** Makes the files of new segments. */
export interface SegmentStore {
  /** A new file; null while the disk refuses. */
  create(): SegmentFile | null;
  /** Whether so many bytes more are within the cap. */
  hasRoom(byteCount: number): boolean;
}

/**
 * Records that are delivered together. On disk, in memory, or both: memory saves reading back, disk survives the process.
 * One that is on disk may give up its memory; then it is read back when its turn comes.
 */
export class Segment {
  readonly file: SegmentFile | null;
  /** Records not settled yet. */
  count = 0;
  byteCount = 0;
  /** How often the file could not be read back. */
  readFailureCount = 0;
  /** Null: on disk only. */
  records: WaitingRecord[] | null = [];

  constructor(file: SegmentFile | null) {
    this.file = file;
  }
}
