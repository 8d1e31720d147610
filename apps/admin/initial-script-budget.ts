import { gzipSync } from "node:zlib";
import type { Plugin, Rollup } from "vite";

/** Scripts the first page needs before it can show its figures, in bytes of gzip; more is a slower first paint on a phone. */
const BYTES_MAX = 220 * 1024;
/** What the entry imports when it runs. */
const FIRST_PAGE = "overview-page";

const isFirst = (chunk: Rollup.OutputChunk): boolean =>
  chunk.isEntry || (chunk.facadeModuleId ?? chunk.name).includes(FIRST_PAGE);

const withImports = (
  names: readonly string[],
  chunks: ReadonlyMap<string, Rollup.OutputChunk>,
): ReadonlySet<string> => {
  const needed = new Set(names);
  for (const name of needed) {
    for (const imported of chunks.get(name)?.imports ?? []) {
      needed.add(imported);
    }
  }
  return needed;
};

/** Prints what the first page weighs and fails the build where it is too much. */
export const initialScriptBudget = (): Plugin => ({
  name: "initial-script-budget",
  apply: "build",
  generateBundle(_options, bundle) {
    const all = Object.values(bundle).filter((file) => file.type === "chunk");
    const chunks = new Map(all.map((chunk) => [chunk.fileName, chunk]));
    const first = all.filter(isFirst).map((chunk) => chunk.fileName);
    const bytes = Array.from(
      withImports(first, chunks),
      (name) => gzipSync(chunks.get(name)?.code ?? "").length,
    ).reduce((sum, length) => sum + length, 0);
    const figure = `${(bytes / 1024).toFixed(1)} KB gzip`;
    if (bytes > BYTES_MAX) {
      this.error(`The first page needs ${figure} of scripts, more than ${BYTES_MAX / 1024} KB.`);
    }
    this.info(`first page: ${figure} of scripts`);
  },
});
