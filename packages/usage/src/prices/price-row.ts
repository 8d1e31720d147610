import type { PriceClass } from "./price-class.ts";

/**
 * How sure a price is. `official`: read on a page of Anthropic's. `confirmed`: the same figure in two independent sources.
 * `uncertain`: one source, or derived; it prices all the same, and whatever shows the cost shows the mark.
 */
export const confidences = ["official", "confirmed", "uncertain"] as const;
export type Confidence = (typeof confidences)[number];

/** Stands for every model, tier, speed and geography: the price of a server tool is that of the request. */
export const ANY = "*";

/**
 * One absolute price: pico-USD (a millionth of a millionth of a dollar) per token or per request. $1 per million tokens is 1,000,000.
 * Nothing is derived from another row, so that no multiplier is needed and none can go stale.
 *
 * Times are half-open: `validFromMs` included, `validToMs` not; null is open. The prompt band likewise: from included, to not.
 */
export interface PriceRow {
  /** Names the row for ever, in explanations and audits. */
  readonly id: string;
  /** The model's plain id, or ANY. */
  readonly model: string;
  readonly priceClass: PriceClass;
  readonly serviceTier: string;
  readonly speed: string;
  readonly inferenceGeo: string;
  readonly promptFromTokens: number;
  readonly promptToTokens: number | null;
  readonly picoUsd: bigint;
  /** Epoch milliseconds. */
  readonly validFromMs: number | null;
  readonly validToMs: number | null;
  readonly confidence: Confidence;
  /** Where the figure was read. */
  readonly sources: readonly string[];
  readonly note: string | null;
}

/** What one price is the price of: no two rows of a book that agree in this overlap in band and time. */
export type PriceTerms = Pick<
  PriceRow,
  "model" | "priceClass" | "serviceTier" | "speed" | "inferenceGeo"
>;

/** Whether two half-open ranges share a point; null is open. */
const overlap = (
  oneFrom: number | null,
  oneTo: number | null,
  otherFrom: number | null,
  otherTo: number | null,
): boolean =>
  (oneTo ?? Infinity) > (otherFrom ?? -Infinity) && (otherTo ?? Infinity) > (oneFrom ?? -Infinity);

/** Whether two rows of the same terms would both price some call: the book could not say which. */
export const rowsOverlap = (one: PriceRow, other: PriceRow): boolean =>
  overlap(one.promptFromTokens, one.promptToTokens, other.promptFromTokens, other.promptToTokens) &&
  overlap(one.validFromMs, one.validToMs, other.validFromMs, other.validToMs);
