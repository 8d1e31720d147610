import { parseArgs } from "node:util";
import { lookArguments, lookOptionsOf, type LookOptions } from "../look-options.ts";

/** What a run of the paint times is asked for. Without names of pages, all of one word. */
export interface PaintOptions extends LookOptions {
  /** Cold loads of each page; the middle one counts. */
  readonly rounds: number;
}

const USAGE =
  "npm run paint -w tooling/e2e -- --url http://127.0.0.1:4300 --password … [--login admin] [--rounds 5] [page …]";

/** Reads the command line. @throws Error that tells the usage. */
export const readOptions = (args: readonly string[]): PaintOptions => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...lookArguments, rounds: { type: "string", default: "5" } },
  });
  return {
    ...lookOptionsOf(values, positionals, USAGE),
    rounds: Math.max(1, Number.parseInt(values.rounds, 10) || 1),
  };
};
