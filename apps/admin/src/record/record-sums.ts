import type { UsageLine } from "@tokenledger/usage";

/** A record's counts over all its lines. */
export interface RecordSums {
  readonly input: number;
  readonly cacheWrite: number;
  readonly cacheRead: number;
  readonly output: number;
}

/** Sums a record's lines; cache writes of 5 minutes, of 1 hour and without a lifetime together. Below 2^53: a record's counts are limited to 100 million each. */
export const recordSums = (lines: readonly UsageLine[]): RecordSums => {
  const sum = (count: (line: UsageLine) => number): number =>
    lines.reduce((total, line) => total + count(line), 0);
  return {
    input: sum((line) => line.inputTokens),
    cacheWrite: sum(
      (line) => line.cacheWrite5mTokens + line.cacheWrite1hTokens + line.cacheWriteUnsplitTokens,
    ),
    cacheRead: sum((line) => line.cacheReadTokens),
    output: sum((line) => line.outputTokens),
  };
};
