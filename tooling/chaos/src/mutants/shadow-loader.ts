/**
 * Preloaded into a process under test: modules of the rooms in `?rooms=` come from `?folder=` instead.
 * Their own imports are looked up from where they really stand.
 */
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

const { searchParams } = new URL(import.meta.url);
const root = new URL("../../../../", import.meta.url).href;
const shadow = `${pathToFileURL(searchParams.get("folder") ?? "").href}/`;
const rooms = (searchParams.get("rooms") ?? "").split(",").map((room) => `${room}/`);

const moved = (url: string, from: string, to: string): string =>
  url.startsWith(from) ? to + url.slice(from.length) : url;

registerHooks({
  resolve: (specifier, context, nextResolve) => {
    const parentURL =
      context.parentURL === undefined ? undefined : moved(context.parentURL, shadow, root);
    const resolved = nextResolve(specifier, { ...context, parentURL });
    const isShadowed = rooms.some((room) => resolved.url.startsWith(root + room));
    return isShadowed ? { ...resolved, url: moved(resolved.url, root, shadow) } : resolved;
  },
});
