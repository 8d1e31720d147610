export { Argument, Command, Option } from "@commander-js/extra-typings";
export type { CommandUnknownOpts as AnyCommand } from "@commander-js/extra-typings";

/** What every command that has a result takes: the result as one line of JSON, for programs. */
export const JSON_FLAG = ["--json", "prints the result as one line of JSON"] as const;

/** What every command that asks a server takes. */
export const URL_FLAG = [
  "--url <url>",
  "server to ask; else TOKENLEDGER_URL, else the one on this machine",
] as const;

/** Says something to the person at the terminal; never a result. */
export type Say = (text: string) => void;

export const say: Say = (text) => {
  process.stderr.write(`[tokenledger] ${text}\n`);
};

/** Writes a result. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const plain = (_name: string, value: unknown): unknown =>
  typeof value === "bigint" ? value.toString() : value;

/** A result as one line of JSON; whole numbers that JSON cannot hold as text. */
export const jsonLine = (value: unknown): string => JSON.stringify(value, plain);
