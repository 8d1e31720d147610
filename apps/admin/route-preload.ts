import type { HtmlTagDescriptor, Plugin, Rollup } from "vite";

/** The chunk of the libraries that every page needs. */
export const FIRST = "first";
/** The chunk of what several pages need. */
export const SHARED = "shared";

/** Read by the server's door (`apps/server/src/page/page-preloads.ts`). */
const FILE = "page-preloads.json";
const PAGE = /\/src\/pages\/[^/]+\/([^/]+)-page\.tsx$/;
const FONT = /inter-latin-wght-normal.*\.woff2$/;

const pageOf = ({ facadeModuleId }: Rollup.OutputChunk): string | null =>
  PAGE.exec(facadeModuleId ?? "")?.[1] ?? null;

/** The addresses of a page: `keys` is `/keys`, `key` is everything below it, the overview stands at `/`. */
const addressOf = (page: string, pages: ReadonlySet<string>): string => {
  if (page === "overview") return "/";
  return pages.has(`${page}s`) ? `/${page}s/` : `/${page}`;
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

/** What each page needs beyond what the document names. */
const preloads = (bundle: Rollup.OutputBundle): Record<string, readonly string[]> => {
  const all = Object.values(bundle).filter((file) => file.type === "chunk");
  const chunks = new Map(all.map((chunk) => [chunk.fileName, chunk]));
  const entries = all.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName);
  const known = new Set(entries.flatMap((file) => withImports(file, chunks)));
  const pages = new Set(all.map(pageOf).filter((page) => page !== null));
  return Object.fromEntries(
    all.flatMap((chunk) => {
      const page = pageOf(chunk);
      const files = withImports(chunk.fileName, chunks).filter((file) => !known.has(file));
      return page === null
        ? []
        : [[addressOf(page, pages), files.map((file) => `/${file}`)] as const];
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

/**
 * Writes down which scripts each address needs, so that the server names them in the head of its answer: they come in one wave with the
 * entry, not after it has run. The document names the type.
 */
export const routePreload = (): Plugin => ({
  name: "route-preload",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    handler: (html, { bundle = {} }) => ({
      // Without, the browser first draws a page that has nothing on it, while the scripts wait for the same core.
      html: html.replace('<script type="module"', '<script type="module" blocking="render"'),
      tags: Array.from(fontTag(bundle)),
    }),
  },
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      const source = `${JSON.stringify(preloads(bundle), null, 2)}\n`;
      this.emitFile({ type: "asset", fileName: FILE, source });
    },
  },
});
