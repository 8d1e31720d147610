import type { UsageLine } from "@tokenledger/usage";

/** The counts of a line, in the order they are billed. */
export const lineCounts = [
  "input",
  "cacheWrite5m",
  "cacheWrite1h",
  "cacheWriteUnsplit",
  "cacheRead",
  "output",
  "webSearch",
  "webFetch",
] as const;
export type LineCount = (typeof lineCounts)[number];

const readers: Record<LineCount, (line: UsageLine) => number> = {
  input: (line) => line.inputTokens,
  cacheWrite5m: (line) => line.cacheWrite5mTokens,
  cacheWrite1h: (line) => line.cacheWrite1hTokens,
  cacheWriteUnsplit: (line) => line.cacheWriteUnsplitTokens,
  cacheRead: (line) => line.cacheReadTokens,
  output: (line) => line.outputTokens,
  webSearch: (line) => line.webSearchRequests,
  webFetch: (line) => line.webFetchRequests,
};

const always: ReadonlySet<LineCount> = new Set(["input", "cacheRead", "output"]);

/** One count of a line. */
export const countOf = (count: LineCount, line: UsageLine): number => readers[count](line);

/** The counts worth a row: the usual three always, the others where any line has them. */
export const countsToShow = (lines: readonly UsageLine[]): readonly LineCount[] =>
  lineCounts.filter((count) => always.has(count) || lines.some((line) => countOf(count, line) > 0));
