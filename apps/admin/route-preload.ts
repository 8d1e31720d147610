import { readFileSync } from "node:fs";
import type { HtmlTagDescriptor, Plugin, Rollup } from "vite";

/** The chunk of the libraries that every page needs. */
export const FIRST = "first";
/** The chunk of what many pages need. */
export const SHARED = "shared";

const FILE = "route-preload.js";
const PAGE = /\/src\/pages\/[^/]+\/([^/]+)-page\.tsx$/;
const TEXTS = /\/src\/catalogue\/(en|zh-cn)\.ts$/;
const FONT = /inter-latin-wght-normal.*\.woff2$/;

/** What a chunk is asked for by: the name of its page, or of its language. */
const nameOf = ({ facadeModuleId }: Rollup.OutputChunk): string | null => {
  const match = PAGE.exec(facadeModuleId ?? "") ?? TEXTS.exec(facadeModuleId ?? "");
  return match?.[1] ?? null;
};

const withImports = (
  file: string,
  chunks: ReadonlyMap<string, Rollup.OutputChunk>,
): readonly string[] => {
  const needed = new Set([file]);
  for (const name of needed) {
    for (const imported of chunks.get(name)?.imports ?? []) {
      needed.add(imported);
    }
  }
  return Array.from(needed);
};

const chunkLists = (bundle: Rollup.OutputBundle): Record<string, readonly string[]> => {
  const all = Object.values(bundle).filter((file) => file.type === "chunk");
  const chunks = new Map(all.map((chunk) => [chunk.fileName, chunk]));
  // The document asks for these.
  const entries = all.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName);
  const known = new Set(entries.flatMap((file) => withImports(file, chunks)));
  return Object.fromEntries(
    all.flatMap((chunk) => {
      const name = nameOf(chunk);
      const files = withImports(chunk.fileName, chunks).filter((file) => !known.has(file));
      return name === null ? [] : [[name, files.map((file) => `/${file}`)] as const];
    }),
  );
};

const fontTag = (bundle: Rollup.OutputBundle): readonly HtmlTagDescriptor[] =>
  Object.keys(bundle)
    .filter((file) => FONT.test(file))
    .map((file) => ({
      tag: "link",
      injectTo: "head",
      attrs: {
        rel: "preload",
        as: "font",
        type: "font/woff2",
        crossorigin: "anonymous",
        href: `/${file}`,
      },
    }));

/** Has the code of the address's page, its texts and the type fetched in one wave with the entry, not one after another. */
export const routePreload = (): Plugin => ({
  name: "route-preload",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle = {} }) => [
      { tag: "script", attrs: { src: `/${FILE}`, async: true }, injectTo: "head" },
      ...fontTag(bundle),
    ],
  },
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      const code = readFileSync(new URL(FILE, import.meta.url), "utf8");
      const chunks = JSON.stringify(Object.entries(chunkLists(bundle)));
      this.emitFile({
        type: "asset",
        fileName: FILE,
        source: code.replace("new Map();", `new Map(${chunks});`),
      });
    },
  },
});
