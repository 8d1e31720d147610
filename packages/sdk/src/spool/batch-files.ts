import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Attribution } from "../attribution/attribution.ts";
import type { BatchArchive, RememberedBatch } from "../capture/batch-memory.ts";
import { readJson, readObject, readText, type UncheckedObject } from "../read-json.ts";

/** Results can be read for 29 days after a batch was made; a record may be 35 days old. */
const KEPT_MS = 35 * 86_400_000;
const BATCH_ID = /^[\w-]{1,128}$/u;

const texts = (object: UncheckedObject | null): [string, string][] =>
  Object.entries(object ?? {}).filter((entry): entry is [string, string] => {
    const [, value] = entry;
    return typeof value === "string";
  });

const readAttribution = (object: UncheckedObject | null): Attribution => {
  const tags = readObject(object?.["tags"]);
  return {
    user: readText(object?.["user"]),
    feature: readText(object?.["feature"]),
    endpoint: readText(object?.["endpoint"]),
    session: readText(object?.["session"]),
    tags: tags === null ? undefined : Object.fromEntries(texts(tags)),
  };
};

/**
 * Remembers batches beyond the process: a small file each, in the spool's folder, for 35 days.
 * Written before `write` returns, as a record is: a job that makes a batch and ends at once must not forget whom it was for.
 */
export class BatchFiles implements BatchArchive {
  readonly #folder: string;
  #sweeping: Promise<void> | null = null;

  constructor(folder: string) {
    this.#folder = path.join(folder, "batches");
  }

  /** Files too old have been removed, where any were looked for. */
  get swept(): Promise<void> {
    return this.#sweeping ?? Promise.resolve();
  }

  write(batchId: string, batch: RememberedBatch): void {
    if (!BATCH_ID.test(batchId)) {
      return;
    }
    const content = JSON.stringify({ ...batch, users: Object.fromEntries(batch.users) });
    const file = this.#file(batchId);
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      // Written beside and renamed: another process never reads half a file.
      writeFileSync(`${file}.part`, content, { mode: 0o600 });
      renameSync(`${file}.part`, file);
    } catch {
      // The disk refuses: remembered in memory alone.
      return;
    }
    this.#sweeping ??= this.#sweep().catch(() => undefined);
  }

  async read(batchId: string): Promise<RememberedBatch | null> {
    if (!BATCH_ID.test(batchId)) {
      return null;
    }
    const text = await readFile(this.#file(batchId), "utf8").catch(() => "");
    const batch = readObject(readJson(text));
    const createTimeMs = batch?.["createTimeMs"];
    return typeof createTimeMs === "number"
      ? {
          createTimeMs,
          attribution: readAttribution(readObject(batch?.["attribution"])),
          users: new Map(texts(readObject(batch?.["users"]))),
        }
      : null;
  }

  #file(batchId: string): string {
    return path.join(this.#folder, `${batchId}.json`);
  }

  /** Once a process: files whose batch nobody can read any more. */
  async #sweep(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const file = path.join(this.#folder, name);
      // A file may go while this looks: a `.part` is renamed, another process sweeps too. The others are still swept.
      const found = await stat(file).catch(() => null);
      if (found !== null && Date.now() - found.mtimeMs > KEPT_MS) {
        await rm(file, { force: true });
      }
    }
  }
}
