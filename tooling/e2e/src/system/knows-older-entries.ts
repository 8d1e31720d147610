import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";

const ENTRY_BODY = /\/buffer\/src\/entry\/entry-body\.ts$/;

/**
 * Makes a process one of the version before: handed to it with `--import`, it lets the flusher know entries of version 0 alone, so that all that
 * today's server writes is of a version it has never heard of.
 */
registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context);
    if (!ENTRY_BODY.test(url)) return loaded;
    const source = readFileSync(new URL(url), "utf8");
    const older = source.replace('ENTRY_VERSION = "1"', 'ENTRY_VERSION = "0"');
    if (older === source) throw new Error("the version of entries stands elsewhere now");
    return { ...loaded, source: older };
  },
});
