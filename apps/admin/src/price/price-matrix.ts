import type { TokenClass } from "@tokenledger/usage";
import { isPriceAt, type PriceBookView, type PriceRowView } from "./price-view.ts";

/** The classes of tokens with a price of their own. Written out: the package's own list would bring its schemas along. */
export const tokenClassList = [
  "input",
  "output",
  "cacheWrite5m",
  "cacheWrite1h",
  "cacheRead",
] as const satisfies readonly TokenClass[];

/** What one model costs by the book. */
export interface ModelPrices {
  readonly model: string;
  readonly aliases: readonly string[];
  /** At the standard tier and speed, wherever it runs, for prompts of the shortest band; null where the book has none. */
  readonly standard: Readonly<Record<TokenClass, PriceRowView | null>>;
  /** Every row of it: other tiers, speeds, places, bands and times. */
  readonly rows: readonly PriceRowView[];
  /** How many of the prices in force rest on one source, or are derived. */
  readonly uncertainCount: number;
}

const isStandard = (row: PriceRowView): boolean =>
  row.serviceTier === "standard" &&
  row.speed === "standard" &&
  row.inferenceGeo === "global" &&
  row.promptFromTokens === 0;

const standardOf = (rows: readonly PriceRowView[], timeMs: number): ModelPrices["standard"] => {
  const find = (priceClass: TokenClass): PriceRowView | null =>
    rows.find(
      (row) => row.priceClass === priceClass && isStandard(row) && isPriceAt(row, timeMs),
    ) ?? null;
  return {
    input: find("input"),
    output: find("output"),
    cacheWrite5m: find("cacheWrite5m"),
    cacheWrite1h: find("cacheWrite1h"),
    cacheRead: find("cacheRead"),
  };
};

/** The book model by model, as it stands at a moment; models that are known and unpriced too. Rows of every model (`*`) are left out. */
export const priceMatrix = (
  { models, rows }: Pick<PriceBookView, "models" | "rows">,
  timeMs: number,
): readonly ModelPrices[] =>
  models.map(({ id, aliases }) => {
    const own = rows.filter((row) => row.model === id);
    return {
      model: id,
      aliases,
      standard: standardOf(own, timeMs),
      rows: own,
      uncertainCount: own.filter((row) => row.confidence === "uncertain" && isPriceAt(row, timeMs))
        .length,
    };
  });

/** The prices that are those of every model: of the server's tools, by the request. */
export const toolRows = (rows: readonly PriceRowView[]): readonly PriceRowView[] =>
  rows.filter((row) => row.model === "*");
