import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat, truncate, copyFile } from "node:fs/promises";
import { join } from "node:path";
import type { ExportFiles, ExportSink } from "@tokenledger/usage/exports";

const SAFE_NAME = /^[\w][\w.-]{0,127}$/;
const OWNER_ONLY = 0o600;
const OWNER_FOLDER = 0o700;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

const sizeOf = async (path: string): Promise<number | null> => {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};

const namesIn = async (path: string): Promise<readonly string[]> => {
  try {
    return await readdir(path);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
};

const openSink = async (path: string, startCount: number): Promise<ExportSink> => {
  const handle = await open(path, "a", OWNER_ONLY);
  let byteCount = startCount;
  return {
    get byteCount() {
      return byteCount;
    },
    write: async (bytes) => {
      await handle.appendFile(bytes);
      byteCount += bytes.byteLength;
    },
    sync: async () => handle.sync(),
    close: async () => handle.close(),
  };
};

/** Export files in a folder, one folder a job, readable by their owner alone. On several machines the folder must be a shared one. */
export class FolderFiles implements ExportFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async create(
    jobId: string,
    name: string,
    from?: { readonly name: string; readonly byteCount: number },
  ): Promise<ExportSink> {
    await mkdir(this.#path(jobId), { recursive: true, mode: OWNER_FOLDER });
    const path = this.#path(jobId, name);
    await rm(path, { force: true });
    if (from === undefined) return openSink(path, 0);
    // A copy: whoever wrote the old one may still hold it open, and write on.
    await copyFile(this.#path(jobId, from.name), path);
    await truncate(path, from.byteCount);
    return openSink(path, from.byteCount);
  }

  async seal(jobId: string, partName: string, name: string): Promise<void> {
    await rename(this.#path(jobId, partName), this.#path(jobId, name));
  }

  async digest(jobId: string, name: string): Promise<string> {
    const hash = createHash("sha256");
    for await (const bytes of this.read(jobId, name)) hash.update(bytes);
    return hash.digest("hex");
  }

  async size(jobId: string, name: string): Promise<number | null> {
    return sizeOf(this.#path(jobId, name));
  }

  read(jobId: string, name: string): AsyncIterable<Uint8Array> {
    return createReadStream(this.#path(jobId, name));
  }

  async keepOnly(jobId: string, names: readonly string[]): Promise<void> {
    for (const name of await namesIn(this.#path(jobId))) {
      if (!names.includes(name)) await rm(this.#path(jobId, name), { force: true });
    }
  }

  async remove(jobId: string): Promise<void> {
    await rm(this.#path(jobId), { recursive: true, force: true });
  }

  async list(): Promise<readonly { readonly jobId: string; readonly byteCount: number }[]> {
    const jobIds = await namesIn(this.#folder);
    return Promise.all(
      jobIds
        .filter((jobId) => SAFE_NAME.test(jobId))
        .map(async (jobId) => {
          const names = await namesIn(this.#path(jobId));
          const sizes = await Promise.all(
            names.map(async (name) => sizeOf(this.#path(jobId, name))),
          );
          return { jobId, byteCount: sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0) };
        }),
    );
  }

  /** @throws Error for a name that could lead out of the folder. */
  #path(...names: readonly string[]): string {
    if (!names.every((name) => SAFE_NAME.test(name)))
      throw new Error("Not a name of an export file");
    return join(this.#folder, ...names);
  }
}
