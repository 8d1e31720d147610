import file from "./anthropic-price-book.json" with { type: "json" };
import type { PriceBook } from "./price-book.ts";
import { readPriceBookFile } from "./price-book-file.ts";

/**
 * The book this release ships: Anthropic's list prices as read in public sources up to the file's `readAt`, in USD, before any discount of a
 * contract. Uncertain figures are marked, what could not be read is left out (`leftOut` in the file) and stays unpriced.
 */
export const readAnthropicPriceBook = (version = 1): PriceBook => readPriceBookFile(file, version);
