import { parseArgs } from "node:util";

/** What a run of the screenshots is asked for. */
export interface ScreenshotOptions {
  /** Address of a running system, demo data and all. */
  readonly url: string;
  readonly login: string;
  readonly password: string;
  /** Folder of the pictures. */
  readonly out: string;
  /** Names of pages; empty for all. */
  readonly only: readonly string[];
}

const USAGE =
  "npm run screenshots -w tooling/e2e -- --url http://127.0.0.1:4300 --password … [--login admin] [--out screenshots] [page …]";

/** Reads the command line. @throws Error that tells the usage. */
export const readOptions = (args: readonly string[]): ScreenshotOptions => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      url: { type: "string", default: "http://127.0.0.1:4300" },
      login: { type: "string", default: "admin" },
      password: { type: "string" },
      out: { type: "string", default: "screenshots" },
    },
  });
  if (values.password === undefined) {
    throw new Error(USAGE);
  }
  return { ...values, password: values.password, only: positionals };
};
