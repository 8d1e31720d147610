import type { LinePrice } from "../prices/price-line.ts";
import type { UsageLine } from "../record/usage-line.ts";
import type { QuotaUnit } from "./quota.ts";

/** Parts of one weighted token: the weights below are whole numbers of them. */
export const WEIGHT_PARTS = 20n;

/**
 * What a token weighs, in twentieths of an input token. Not prices: the meaning of the unit, the same for every model and for ever, after the
 * relations that Anthropic publishes (output 5, cache write 1.25 and 2, cache read 0.1 of input). A quota in it holds while prices change.
 */
export const tokenWeights = {
  inputTokens: 20,
  cacheWrite5mTokens: 25,
  cacheWrite1hTokens: 40,
  cacheWriteUnsplitTokens: 25,
  cacheReadTokens: 2,
  outputTokens: 100,
} as const;

type TokenCounts = Pick<UsageLine, keyof typeof tokenWeights>;

const ceilDivide = (dividend: bigint, divisor: bigint): bigint =>
  (dividend + divisor - 1n) / divisor;

/** Weighted tokens of so many parts, rounded up: a count is never below what was used. */
export const weightedTokensOf = (parts: bigint): bigint => ceilDivide(parts, WEIGHT_PARTS);

const partsOf = (line: TokenCounts): number =>
  line.inputTokens * tokenWeights.inputTokens +
  line.cacheWrite5mTokens * tokenWeights.cacheWrite5mTokens +
  line.cacheWrite1hTokens * tokenWeights.cacheWrite1hTokens +
  line.cacheWriteUnsplitTokens * tokenWeights.cacheWriteUnsplitTokens +
  line.cacheReadTokens * tokenWeights.cacheReadTokens +
  line.outputTokens * tokenWeights.outputTokens;

const tokensOf = (line: TokenCounts): number =>
  line.inputTokens +
  line.cacheWrite5mTokens +
  line.cacheWrite1hTokens +
  line.cacheWriteUnsplitTokens +
  line.cacheReadTokens +
  line.outputTokens;

/** A line of a record, as a quota counts it. */
export interface CountedLine {
  readonly line: TokenCounts;
  /** Line 0 is the request. */
  readonly index: number;
  /** Null: unpriced, or nobody asked. */
  readonly costPicoUsd: LinePrice["costPicoUsd"];
}

const amountOfLine: Readonly<Record<QuotaUnit, (counted: CountedLine) => bigint>> = {
  usd: ({ costPicoUsd }) => costPicoUsd ?? 0n,
  tokens: ({ line }) => BigInt(tokensOf(line)),
  weighted_tokens: ({ line }) => BigInt(partsOf(line)),
  requests: ({ index }) => (index === 0 ? 1n : 0n),
};

/** What these lines of one record count in a unit. What has no price counts nothing: it is told as unpriced. */
export const amountOfLines = (unit: QuotaUnit, lines: readonly CountedLine[]): bigint => {
  const sum = lines.reduce((total, line) => total + amountOfLine[unit](line), 0n);
  return unit === "weighted_tokens" ? weightedTokensOf(sum) : sum;
};

/**
 * Running counters hold nano-USD: a Lua number is exact up to 2^53, which is $9,007 in pico-USD and $9 million in nano-USD.
 * Rounded up, so that a counter is never below what was used.
 */
const PICO_PER_NANO = 1_000n;

/** An amount as running counters hold it. */
export const toCounterAmount = (unit: QuotaUnit, amount: bigint): bigint =>
  unit === "usd" ? ceilDivide(amount, PICO_PER_NANO) : amount;

/** What a running counter says, in the quota's unit. */
export const fromCounterAmount = (unit: QuotaUnit, amount: bigint): bigint =>
  unit === "usd" ? amount * PICO_PER_NANO : amount;

/** A limit as running counters are held against: rounded down, so that they never let more through. */
export const toCounterLimit = (unit: QuotaUnit, limitAmount: bigint): bigint =>
  unit === "usd" ? limitAmount / PICO_PER_NANO : limitAmount;
