import { parseArgs } from "node:util";

/** What a run of the paint times is asked for. */
export interface PaintOptions {
  /** Address of a running system, demo data and all. */
  readonly url: string;
  readonly login: string;
  readonly password: string;
  /** Cold loads of each page; the middle one counts. */
  readonly rounds: number;
  /** Names of pages; empty for all of one word. */
  readonly only: readonly string[];
}

const USAGE =
  "npm run paint -w tooling/e2e -- --url http://127.0.0.1:4300 --password … [--login admin] [--rounds 5] [page …]";

/** Reads the command line. @throws Error that tells the usage. */
export const readOptions = (args: readonly string[]): PaintOptions => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      url: { type: "string", default: "http://127.0.0.1:4300" },
      login: { type: "string", default: "admin" },
      password: { type: "string" },
      rounds: { type: "string", default: "5" },
    },
  });
  if (values.password === undefined) {
    throw new Error(USAGE);
  }
  return {
    ...values,
    password: values.password,
    rounds: Math.max(1, Number.parseInt(values.rounds, 10) || 1),
    only: positionals,
  };
};
