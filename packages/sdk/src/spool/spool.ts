import { mkdirSync, renameSync, rmdirSync, statSync } from "node:fs";
import { readdir, rename, stat, utimes } from "node:fs/promises";
import path from "node:path";
import type { SegmentFile, SegmentStore } from "../delivery/segment.ts";
import { DiskSegment, type SegmentOwner } from "./disk-segment.ts";
import { ProcessIdentity } from "./process-identity.ts";

/** A segment taken over, with the records in it. */
export interface AdoptedSegment {
  readonly file: SegmentFile;
  readonly recordCount: number;
}

export interface SpoolParts {
  /** Folder of all processes that record under one key to one server. */
  readonly root: string;
  readonly bytesMax: number;
  /** The disk refuses: told once an episode. Must not throw. */
  readonly trouble: (error: unknown) => void;
  readonly identity?: ProcessIdentity;
}

const SEGMENT = /\.seg$/u;
const HEARTBEAT_MS = 30_000;
/** How long a refusing disk is left alone, in milliseconds: trying costs a system call a record. */
const RETRY_MS = 5_000;

const isOwn = (root: string): boolean => {
  const user = process.getuid?.();
  return user === undefined || statSync(root).uid === user;
};

/**
 * The write-ahead log of one process: a folder of segments. What is in it survives the process, not a loss of power
 * (no fsync: it costs more than the whole of `record()`).
 *
 * - its own folder, named for this process: nobody else writes there.
 * - folders of processes that died are taken over by renaming them into it, which only one can do.
 * - a disk that refuses makes it `degraded`: records wait in memory, the disk is tried again every few seconds.
 * - closed, its folder is renamed so that anybody may take it over; an empty one is removed.
 */
export class Spool implements SegmentStore, SegmentOwner {
  readonly #parts: SpoolParts;
  readonly #identity: ProcessIdentity;
  readonly #folder: string;
  readonly #replaced = new Set<string>();
  #heartbeat: NodeJS.Timeout | null = null;
  #segmentCount = 0;
  #byteCount = 0;
  #damagedLineCount = 0;
  #refusedAtMs: number | null = null;

  constructor(parts: SpoolParts) {
    this.#parts = parts;
    this.#identity = parts.identity ?? new ProcessIdentity();
    this.#folder = path.join(parts.root, this.#identity.folderName());
    this.#attempt(() => this.#makeFolder());
    this.#beat();
  }

  /** Bytes on disk, of segments taken over too. */
  get byteCount(): number {
    return this.#byteCount;
  }

  get damagedLineCount(): number {
    return this.#damagedLineCount;
  }

  /** The disk refused when it was last asked. */
  get isDegraded(): boolean {
    return this.#refusedAtMs !== null;
  }

  create(): SegmentFile | null {
    if (this.#refusedAtMs !== null && performance.now() - this.#refusedAtMs < RETRY_MS) {
      return null;
    }
    return this.#attempt(() => {
      this.#segmentCount += 1;
      const name = `${String(this.#segmentCount).padStart(10, "0")}.seg`;
      this.#makeFolder();
      return DiskSegment.create(path.join(this.#folder, name), this);
    });
  }

  hasRoom(byteCount: number): boolean {
    return this.#byteCount + byteCount <= this.#parts.bytesMax;
  }

  sized(byteCount: number): void {
    this.#byteCount += byteCount;
    if (byteCount > 0) {
      // Only a line that was written says that the disk takes lines again: a full one still makes empty files.
      this.#refusedAtMs = null;
    }
  }

  damaged(count: number): void {
    this.#damagedLineCount += count;
  }

  isReplaced(eventId: string): boolean {
    return this.#replaced.has(eventId);
  }

  failed(error: unknown): void {
    if (this.#refusedAtMs === null) {
      this.#parts.trouble(error);
    }
    this.#refusedAtMs = performance.now();
  }

  removed(file: string): void {
    let folder = path.dirname(file);
    while (folder !== this.#folder && this.#removeIfEmpty(folder)) {
      folder = path.dirname(folder);
    }
  }

  /**
   * Takes over what processes that died have left. Called again it takes over what has died since.
   * A folder that somebody else is taking over at the same moment is his.
   */
  async adopt(): Promise<readonly AdoptedSegment[]> {
    const names = await readdir(this.#parts.root).catch(() => []);
    const segments: DiskSegment[] = [];
    for (const name of names) {
      segments.push(...(await this.#adoptFolder(name)));
    }
    const adopted: AdoptedSegment[] = [];
    // All replacements are known before the first record is handed out.
    for (const segment of segments) {
      await this.#noteReplaced(segment);
    }
    for (const file of segments) {
      const records = await file.read();
      if (records === null) {
        file.leave();
      } else if (records.length === 0) {
        file.remove();
      } else {
        adopted.push({ file, recordCount: records.length });
      }
    }
    return adopted;
  }

  /** Leaves the folder: removed when it is empty, else named so that the next client takes it over. Closing again is no error. */
  close(): void {
    clearInterval(this.#heartbeat ?? undefined);
    this.#heartbeat = null;
    if (this.#removeIfEmpty(this.#folder)) {
      return;
    }
    try {
      renameSync(this.#folder, path.join(this.#parts.root, `left-${path.basename(this.#folder)}`));
    } catch {
      // Never made, or left before.
    }
  }

  #attempt<Result>(action: () => Result): Result | null {
    try {
      return action();
    } catch (error) {
      this.failed(error);
      return null;
    }
  }

  /** Made again where a cleaner of temporary files took it away. */
  #makeFolder(): void {
    mkdirSync(this.#parts.root, { recursive: true, mode: 0o700 });
    if (!isOwn(this.#parts.root)) {
      // The temporary folder is everybody's: another user could have put his folder where ours would be.
      throw new Error(`${this.#parts.root} belongs to another user.`);
    }
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  #removeIfEmpty(folder: string): boolean {
    try {
      rmdirSync(folder);
      return true;
    } catch {
      return false;
    }
  }

  #beat(): void {
    this.#heartbeat = setInterval(() => {
      const now = new Date();
      utimes(this.#folder, now, now).catch(() => undefined);
    }, HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  async #adoptFolder(name: string): Promise<DiskSegment[]> {
    const folder = path.join(this.#parts.root, name);
    const target = path.join(this.#folder, `from-${name}`);
    try {
      const { mtimeMs } = await stat(folder);
      if (folder === this.#folder || !this.#identity.isOrphan(name, Date.now() - mtimeMs)) {
        return [];
      }
      await rename(folder, target);
      return await this.#segmentsIn(target);
    } catch {
      return [];
    }
  }

  /** Also what the dead process had itself taken over: folders inside the folder. */
  async #segmentsIn(folder: string): Promise<DiskSegment[]> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile() && SEGMENT.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort();
    const segments: DiskSegment[] = [];
    for (const file of files) {
      const { size } = await stat(file);
      segments.push(DiskSegment.existing(file, this, size));
    }
    return segments;
  }

  async #noteReplaced(segment: DiskSegment): Promise<void> {
    for (const record of (await segment.read()) ?? []) {
      if (record.replaces !== null) {
        this.#replaced.add(record.replaces);
      }
    }
  }
}
