import type { Totals } from "@tokenledger/usage";
import type { Sums } from "./sums.ts";

/** What can be drawn and ranked. `cost` is in pico-USD, of what has a price; `tokens` is the sum of the four kinds. */
export const metrics = [
  "cost",
  "tokens",
  "requests",
  "input",
  "output",
  "cacheWrite",
  "cacheRead",
] as const;
export type Metric = (typeof metrics)[number];

const readers: Record<Metric, (totals: Sums) => bigint> = {
  cost: (totals) => totals.costPicoUsd,
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
export const metricOf = (metric: Metric, totals: Sums): bigint => readers[metric](totals);

/** What the page shows first: who pays asks for money. */
export const DEFAULT_METRIC: Metric = "cost";

/** How a metric's values are written. */
export const unitOf = (metric: Metric): "money" | "count" =>
  metric === "cost" ? "money" : "count";

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
