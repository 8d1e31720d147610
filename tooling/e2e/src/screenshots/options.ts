import { parseArgs } from "node:util";
import { lookArguments, lookOptionsOf, type LookOptions } from "../look-options.ts";

/** What a run of the screenshots is asked for. */
export interface ScreenshotOptions extends LookOptions {
  /** Folder of the pictures. */
  readonly out: string;
}

const USAGE =
  "npm run screenshots -w tooling/e2e -- --url http://127.0.0.1:4300 --password … [--login admin] [--out screenshots] [page …]";

/** Reads the command line. @throws Error that tells the usage. */
export const readOptions = (args: readonly string[]): ScreenshotOptions => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...lookArguments, out: { type: "string", default: "screenshots" } },
  });
  return { ...lookOptionsOf(values, positionals, USAGE), out: values.out };
};
