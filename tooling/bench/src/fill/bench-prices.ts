import type { PriceBook, PriceClass } from "@tokenledger/usage";

/** Models of the made-up traffic, the most used first. */
export const benchModels = [
  "claude-sonnet-4-5",
  "claude-haiku-4-5",
  "claude-opus-4-5",
  "claude-sonnet-4",
  "claude-opus-4-1",
] as const;

/** One array a price class, one element a model: pico-USD a token. */
export interface BenchPrices {
  readonly models: readonly string[];
  readonly input: readonly bigint[];
  readonly cacheWrite5m: readonly bigint[];
  readonly cacheWrite1h: readonly bigint[];
  readonly cacheRead: readonly bigint[];
  readonly output: readonly bigint[];
}

/** The standard prices of an instant. @throws Error for a model without them. */
export const benchPrices = (book: PriceBook, timeMs: number): BenchPrices => {
  const prices = (priceClass: PriceClass): readonly bigint[] =>
    benchModels.map((name) => {
      const terms = { serviceTier: "standard", speed: "standard", inferenceGeo: "global" };
      const model = book.resolve(name) ?? name;
      const row = book.find({ ...terms, model, priceClass, promptTokens: 0, timeMs });
      if (row === null) throw new Error(`The price book has no ${priceClass} price of ${name}.`);
      return row.picoUsd;
    });
  return {
    models: benchModels,
    input: prices("input"),
    cacheWrite5m: prices("cacheWrite5m"),
    cacheWrite1h: prices("cacheWrite1h"),
    cacheRead: prices("cacheRead"),
    output: prices("output"),
  };
};
