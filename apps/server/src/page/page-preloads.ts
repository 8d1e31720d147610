import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Files by address; `/keys/` stands for all that is below. Written by the page's build. */
const Preloads = z.record(z.string(), z.array(z.string()));

const addressOf = (url: string): string => {
  const [path = ""] = url.split("?", 1);
  const [first = "", second = ""] = path.slice(1).split("/");
  return second === "" ? `/${first}` : `/${first}/`;
};

/**
 * What the `Link` header of the document says at an address: the scripts of that page, which the browser fetches beside those in the
 * document; null where it is none of the build's. A browser that does not read the header fetches them when the entry has run.
 *
 * @throws ZodError for a build's list that is none.
 */
export const readPreloads = (pageFolder: string): ((url: string) => string | null) => {
  const file = join(pageFolder, "page-preloads.json");
  const lists = existsSync(file) ? Preloads.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
  const links = new Map(
    Object.entries(lists).map(([address, files]) => [
      address,
      files.map((href) => `<${href}>; rel=modulepreload; crossorigin`).join(", "),
    ]),
  );
  return (url) => links.get(addressOf(url)) ?? null;
};
