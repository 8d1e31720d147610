import { createHash } from "node:crypto";
import type { Connection } from "./connection/connection.ts";
import { readFileSync } from "node:fs";
import { ask, replyCode } from "./connection/store-error.ts";

/** A Lua script as Redis keeps it: its text, and the digest by which it is called. */
export interface Script {
  readonly text: string;
  readonly sha1: string;
}

/** Reads `lua/<name>.lua`. */
export const loadScript = (name: string): Script => {
  const text = readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), "utf8");
  return { text, sha1: createHash("sha1").update(text).digest("hex") };
};

/** Runs a script by its digest; sends its text where Redis does not know it (yet, or since a restart). @throws BusyError, UnavailableError */
export const runScript = async (
  redis: Connection,
  script: Script,
  keys: readonly string[],
  args: readonly string[],
): Promise<unknown> => {
  try {
    return await ask(async () => redis.evalsha(script.sha1, keys.length, ...keys, ...args));
  } catch (error) {
    if (replyCode(error) !== "NOSCRIPT") throw error;
    return ask(async () => redis.eval(script.text, keys.length, ...keys, ...args));
  }
};
