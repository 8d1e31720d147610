import { stringify } from "superjson";
import { isRecord } from "./input-schema.ts";

const codeOf = (value: unknown): string => {
  if (value instanceof Date) {
    return `new Date("${value.toISOString()}")`;
  }
  if (typeof value === "bigint") {
    return `${value}n`;
  }
  if (Array.isArray(value)) {
    return `[${value.map(codeOf).join(", ")}]`;
  }
  return isRecord(value)
    ? `{ ${Object.entries(value)
        .map(([name, inner]) => `${JSON.stringify(name)}: ${codeOf(inner)}`)
        .join(", ")} }`
    : JSON.stringify(value);
};

/** One call of a procedure. */
export interface PanelCall {
  readonly path: string;
  readonly type: "query" | "mutation";
  /** As the client takes it; undefined where nothing is asked. */
  readonly input: unknown;
}

/** The call as a program with our SDK makes it. */
export const sdkCall = (origin: string, { path, type, input }: PanelCall): string =>
  [
    'import { createTokenledgerClient } from "@tokenledger/sdk/admin";',
    "",
    `const ledger = createTokenledgerClient({ url: "${origin}", token });`,
    `await ledger.${path}.${type === "query" ? "query" : "mutate"}(${input === undefined ? "" : codeOf(input)});`,
  ].join("\n");

/** Text between single quotes of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The call as curl makes it, with times and bigints as superjson carries them. */
export const curlOf = (origin: string, { path, input }: PanelCall): string =>
  [
    `curl ${quoted(`${origin}/trpc/admin/${path}`)} \\`,
    '  -H "authorization: Bearer $TOKENLEDGER_TOKEN" \\',
    "  -H 'content-type: application/json' \\",
    `  -d ${quoted(stringify(input ?? null))}`,
  ].join("\n");
