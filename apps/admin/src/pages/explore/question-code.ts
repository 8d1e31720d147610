import { DAY_MS } from "../../period/utc-day.ts";
import { dayAt } from "../../zone/zone-days.ts";
import { UTC } from "../../zone/zone.ts";
import type { ExploreQuestion } from "./explore-question.ts";

const isParts = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const codeOf = (value: unknown): string => {
  if (value instanceof Date) {
    return `new Date("${value.toISOString()}")`;
  }
  if (!isParts(value)) {
    return JSON.stringify(value);
  }
  const parts = Object.entries(value).map(([name, part]) => `${name}: ${codeOf(part)}`);
  return `{ ${parts.join(", ")} }`;
};

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

/** What the command line calls a split. */
const cliSplits: Partial<Record<string, string>> = {
  model: "model",
  access_key: "key",
  user: "user",
  feature: "feature",
};
const narrowing = ["accessKeyIds", "users", "models", "features"] as const;
const DAY_TEXT_LENGTH = "2026-11-01".length;

/** A moment's date in a zone. */
const dateIn = (zone: string, timeMs: number): string =>
  new Date(dayAt(zone, timeMs) * DAY_MS).toISOString().slice(0, DAY_TEXT_LENGTH);

/** The question as the command line asks it: by day or month, of everything; it says what it leaves out. */
export const cliCall = (origin: string, question: ExploreQuestion): string => {
  const { startDate, endDate, aggregationPeriod, groupBy, subgroupBy, timeZone } = question;
  const zone = timeZone ?? UTC;
  const by = cliSplits[groupBy ?? "none"];
  const isNarrowed = narrowing.some((name) => question[name] !== undefined);
  const isSplitTwice = subgroupBy !== undefined && subgroupBy !== "none";
  return [
    ...(isNarrowed || isSplitTwice
      ? [
          "# The command line sums everything, split once: filters and the second split are left out.",
        ]
      : []),
    [
      `tokenledger usage ${aggregationPeriod === "month" ? "monthly" : "daily"}`,
      ...(by === undefined ? [] : [`--by ${by}`]),
      `--from ${dateIn(zone, startDate.getTime())}`,
      `--to ${dateIn(zone, endDate.getTime() - 1)}`,
      ...(zone === UTC ? [] : [`--zone ${zone}`]),
      `--url ${quoted(origin)}`,
    ].join(" "),
  ].join("\n");
};

/** The question as it is asked over HTTP. */
export const curlCall = (origin: string, question: ExploreQuestion): string =>
  [
    `curl ${quoted(`${origin}/api/v1/usage/trends`)} \\`,
    '  -H "authorization: Bearer $TOKENLEDGER_TOKEN" \\',
    "  -H 'content-type: application/json' \\",
    `  -d ${quoted(JSON.stringify(question))}`,
  ].join("\n");
