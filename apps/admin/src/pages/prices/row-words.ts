import type { Formatter } from "../../format/formatter.ts";
import type { PriceRowView } from "../../price/price-view.ts";
import type { pricesTexts } from "./prices-texts.ts";

type Texts = (typeof pricesTexts)["en"];

/** For which length of prompt a price is, in words. */
export const bandText = (row: PriceRowView, { rows }: Texts, format: Formatter): string => {
  const from = format.exact(row.promptFromTokens - 1);
  const to = row.promptToTokens === null ? null : format.exact(row.promptToTokens - 1);
  if (row.promptFromTokens === 0) {
    return to === null ? rows.anyBand : rows.upTo(to);
  }
  return to === null ? rows.over(from) : rows.between(from, to);
};

/** When a price is in force, in words. */
export const validText = (row: PriceRowView, { rows }: Texts, format: Formatter): string => {
  const from = row.validFrom === null ? null : format.utcDay(row.validFrom.getTime());
  const to = row.validTo === null ? null : format.utcDay(row.validTo.getTime());
  if (from === null) {
    return to === null ? rows.always : rows.until(to);
  }
  return to === null ? rows.since(from) : rows.span(from, to);
};

/** Tier, speed and place of a price, those alone that are not the usual ones; a dash for a plain price. */
export const termsText = (row: PriceRowView): string => {
  const special = [row.serviceTier, row.speed].filter((term) => term !== "standard");
  const place = row.inferenceGeo === "global" ? [] : [row.inferenceGeo];
  const all = [...special, ...place].filter((term) => term !== "*");
  return all.length === 0 ? "–" : all.join(", ");
};

const CLASS_ORDER = ["input", "output", "cacheWrite5m", "cacheWrite1h", "cacheRead"];

/** In reading order: plain prices before special ones, by what is priced, then by length of prompt, newest first. */
export const compareRows = (left: PriceRowView, right: PriceRowView): number =>
  Number(termsText(left) !== "–") - Number(termsText(right) !== "–") ||
  termsText(left).localeCompare(termsText(right)) ||
  CLASS_ORDER.indexOf(left.priceClass) - CLASS_ORDER.indexOf(right.priceClass) ||
  left.promptFromTokens - right.promptFromTokens ||
  (right.validFrom?.getTime() ?? 0) - (left.validFrom?.getTime() ?? 0);
