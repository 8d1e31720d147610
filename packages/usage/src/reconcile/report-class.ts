import { tokenClasses, type TokenClass } from "../prices/price-class.ts";

/** What Anthropic's usage report counts: classes of tokens, and requests of web search. Writes without a lifetime are five-minute writes there. */
export const reportClasses = [...tokenClasses, "webSearch"] as const;
export type ReportClass = TokenClass | "webSearch";

/** A whole number for each class. */
export type Figures = Readonly<Record<ReportClass, bigint>>;

export const NO_FIGURES: Figures = {
  input: 0n,
  output: 0n,
  cacheWrite5m: 0n,
  cacheWrite1h: 0n,
  cacheRead: 0n,
  webSearch: 0n,
};

/** Sums class by class. */
export const addFigures = (a: Figures, b: Figures): Figures => ({
  input: a.input + b.input,
  output: a.output + b.output,
  cacheWrite5m: a.cacheWrite5m + b.cacheWrite5m,
  cacheWrite1h: a.cacheWrite1h + b.cacheWrite1h,
  cacheRead: a.cacheRead + b.cacheRead,
  webSearch: a.webSearch + b.webSearch,
});
