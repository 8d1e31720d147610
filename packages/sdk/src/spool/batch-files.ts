import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
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

/** Remembers batches beyond the process: a small file each, in the spool's folder, for 35 days. */
export class BatchFiles implements BatchArchive {
  readonly #folder: string;
  #writing: Promise<void> = Promise.resolve();
  #swept = false;

  constructor(folder: string) {
    this.#folder = path.join(folder, "batches");
  }

  /** Everything given to `write` so far is on disk, or never will be. */
  get written(): Promise<void> {
    return this.#writing;
  }

  write(batchId: string, batch: RememberedBatch): void {
    if (!BATCH_ID.test(batchId)) {
      return;
    }
    const content = JSON.stringify({ ...batch, users: Object.fromEntries(batch.users) });
    this.#writing = this.#writing.then(() => this.#write(batchId, content)).catch(() => undefined);
  }

  async read(batchId: string): Promise<RememberedBatch | null> {
    if (!BATCH_ID.test(batchId)) {
      return null;
    }
    await this.#writing;
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

  async #write(batchId: string, content: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    // Written beside and renamed: another process never reads half a file.
    const file = this.#file(batchId);
    await writeFile(`${file}.part`, content, { mode: 0o600 });
    await rename(`${file}.part`, file);
    await this.#sweep();
  }

  /** Once a process: files whose batch nobody can read any more. */
  async #sweep(): Promise<void> {
    if (this.#swept) {
      return;
    }
    this.#swept = true;
    for (const name of await readdir(this.#folder)) {
      const file = path.join(this.#folder, name);
      const { mtimeMs } = await stat(file);
      if (Date.now() - mtimeMs > KEPT_MS) {
        await rm(file, { force: true });
      }
    }
  }
}
