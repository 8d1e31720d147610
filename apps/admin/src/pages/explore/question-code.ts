import type { ExploreQuestion } from "./explore-question.ts";

const codeOf = (value: unknown): string =>
  value instanceof Date ? `new Date("${value.toISOString()}")` : JSON.stringify(value);

/** The question as a program with our SDK asks it. */
export const trpcCode = (origin: string, question: ExploreQuestion): string => {
  const lines = Object.entries(question).map(([name, value]) => `  ${name}: ${codeOf(value)},`);
  return [
    'import { createTokenledgerClient } from "@tokenledger/sdk/admin";',
    "",
    `const ledger = createTokenledgerClient({ url: "${origin}", token });`,
    "const { points, totals } = await ledger.usage.trends.query({",
    ...lines,
    "});",
  ].join("\n");
};

/** Text between single quotes of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The question as it is asked over HTTP. */
export const curlCall = (origin: string, question: ExploreQuestion): string =>
  [
    `curl ${quoted(`${origin}/api/v1/usage/trends`)} \\`,
    '  -H "authorization: Bearer $TOKENLEDGER_TOKEN" \\',
    "  -H 'content-type: application/json' \\",
    `  -d ${quoted(JSON.stringify(question))}`,
  ].join("\n");
