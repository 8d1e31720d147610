import { closeSync, ftruncateSync, openSync, unlinkSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { SegmentFile } from "../delivery/segment.ts";
import type { WaitingRecord } from "../delivery/waiting-record.ts";
import { decodeLines, encodeLine } from "./spool-line.ts";

/** What a segment tells the spool it belongs to. */
export interface SegmentOwner {
  /** The file grew, or shrank, by so much. */
  sized(byteCount: number): void;
  /** The disk refused. */
  failed(error: unknown): void;
  /** Lines that were not whole. Told once a segment. */
  damaged(count: number): void;
  /** The file is gone. */
  removed(path: string): void;
  /** Whether a record has been replaced by another one and must not be sent. */
  isReplaced(eventId: string): boolean;
}

/** A segment that this process writes, or one that it took over. */
export class DiskSegment implements SegmentFile {
  readonly path: string;
  readonly #owner: SegmentOwner;
  #descriptor: number | null;
  #byteCount: number;
  #removed = false;
  #damageTold = false;

  private constructor(path: string, owner: SegmentOwner, open: number | null, byteCount: number) {
    this.path = path;
    this.#owner = owner;
    this.#descriptor = open;
    this.#byteCount = byteCount;
  }

  /** A new file of this name. @throws what the file system throws. */
  static create(path: string, owner: SegmentOwner): DiskSegment {
    // "a": each write goes to the end, also after the file was cut back. "x": never somebody else's file.
    return new DiskSegment(path, owner, openSync(path, "ax", 0o600), 0);
  }

  /** A file that is there already. Nothing is appended to it. */
  static existing(path: string, owner: SegmentOwner, byteCount: number): DiskSegment {
    owner.sized(byteCount);
    return new DiskSegment(path, owner, null, byteCount);
  }

  get byteCount(): number {
    return this.#byteCount;
  }

  append(record: WaitingRecord): boolean {
    if (this.#descriptor === null) {
      return false;
    }
    const line = encodeLine(record);
    const size = Buffer.byteLength(line);
    try {
      const written = writeSync(this.#descriptor, line);
      if (written === size) {
        this.#byteCount += size;
        this.#owner.sized(size);
        return true;
      }
      // A full disk takes a part. What is torn must not stand before whole lines.
      ftruncateSync(this.#descriptor, this.#byteCount);
      throw new Error(`The disk took ${written} of ${size} bytes.`);
    } catch (error) {
      this.#owner.failed(error);
      return false;
    }
  }

  seal(): void {
    if (this.#descriptor === null) {
      return;
    }
    try {
      closeSync(this.#descriptor);
    } catch (error) {
      this.#owner.failed(error);
    }
    this.#descriptor = null;
  }

  async read(): Promise<readonly WaitingRecord[] | null> {
    try {
      const { records, damagedCount } = decodeLines(await readFile(this.path));
      if (!this.#damageTold) {
        this.#damageTold = true;
        this.#owner.damaged(damagedCount);
      }
      return records.filter((record) => !this.#owner.isReplaced(record.eventId));
    } catch (error) {
      this.#owner.failed(error);
      // Gone is gone; what cannot be read now (too many open files, a disk that stalls) must not be taken for empty, and removed.
      return error instanceof Error && "code" in error && error.code === "ENOENT" ? [] : null;
    }
  }

  leave(): void {
    this.#removed = true;
    this.seal();
    this.#owner.sized(-this.#byteCount);
  }

  remove(): void {
    if (this.#removed) {
      return;
    }
    this.#removed = true;
    this.seal();
    this.#owner.sized(-this.#byteCount);
    try {
      unlinkSync(this.path);
    } catch {
      // Gone already (a cleaner of temporary files): what it held has its answer.
    }
    this.#owner.removed(this.path);
  }
}
