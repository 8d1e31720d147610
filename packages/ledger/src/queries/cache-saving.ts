import type { PriceBook, PriceClass } from "@tokenledger/usage";
import type { UsageSum } from "./usage-sums.ts";

/** What a token costs by the standard terms, whatever the length of its prompt; null without a price. */
const priceOf = (
  book: PriceBook,
  model: string,
  priceClass: PriceClass,
  timeMs: number,
): bigint | null =>
  book.find({
    model,
    priceClass,
    serviceTier: "standard",
    speed: "standard",
    inferenceGeo: "global",
    promptTokens: 0,
    timeMs,
  })?.picoUsd ?? null;

const savingOf = (sum: UsageSum, book: PriceBook, timeMs: number): bigint | null => {
  const model = sum.model === null ? null : book.resolve(sum.model);
  if (model === null) return null;
  const input = priceOf(book, model, "input", timeMs);
  const read = priceOf(book, model, "cacheRead", timeMs);
  const write5m = priceOf(book, model, "cacheWrite5m", timeMs);
  const write1h = priceOf(book, model, "cacheWrite1h", timeMs);
  if (input === null || read === null || write5m === null || write1h === null) return null;
  const oneHour = sum.cacheWrite1hTokens ?? 0n;
  // What is not known to live an hour is priced as the shorter kind, as lines are.
  const fiveMinutes = sum.cacheCreationInputTokens - oneHour;
  return (
    sum.cacheReadInputTokens * (input - read) -
    fiveMinutes * (write5m - input) -
    oneHour * (write1h - input)
  );
};

/** What caching saved by the standard prices of an instant: sums by model do not know tiers, speeds and lengths. Null where no model has prices. */
export const cacheSaving = (
  sums: readonly UsageSum[],
  book: PriceBook,
  timeMs: number,
): bigint | null => {
  const savings = sums
    .map((sum) => savingOf(sum, book, timeMs))
    .filter((saving) => saving !== null);
  return savings.length === 0 ? null : savings.reduce((sum, saving) => sum + saving, 0n);
};
