import type { Totals } from "@tokenledger/usage";

/** What can be drawn and ranked. `tokens` is the sum of the four kinds. */
export const metrics = [
  "tokens",
  "requests",
  "input",
  "output",
  "cacheWrite",
  "cacheRead",
] as const;
export type Metric = (typeof metrics)[number];

const readers: Record<Metric, (totals: Totals) => bigint> = {
  tokens: (totals) =>
    totals.inputTokens +
    totals.cacheCreationInputTokens +
    totals.cacheReadInputTokens +
    totals.outputTokens,
  requests: (totals) => totals.requests,
  input: (totals) => totals.inputTokens,
  output: (totals) => totals.outputTokens,
  cacheWrite: (totals) => totals.cacheCreationInputTokens,
  cacheRead: (totals) => totals.cacheReadInputTokens,
};

/** One metric of some totals. */
export const metricOf = (metric: Metric, totals: Totals): bigint => readers[metric](totals);

const PARTS = 1_000_000n;

/** part / whole as a number between 0 and 1, exact to a millionth for sums of any size; null where there is no whole. */
export const shareOf = (part: bigint, whole: bigint): number | null =>
  whole === 0n ? null : Number((part * PARTS) / whole) / Number(PARTS);

/** Share of all input that was read from cache; null where there was no input. Anthropic's `input_tokens` excludes cache. */
export const cacheHitShare = (totals: Totals): number | null =>
  shareOf(
    totals.cacheReadInputTokens,
    totals.inputTokens + totals.cacheCreationInputTokens + totals.cacheReadInputTokens,
  );
