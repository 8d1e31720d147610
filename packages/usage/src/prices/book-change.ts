import type { PriceBook } from "./price-book.ts";
import { priceRowId } from "./price-book-file.ts";
import type { PriceChange } from "./price-ledger.ts";
import type { PriceRow } from "./price-row.ts";

/** A row but for the id its edition gave it. */
const contentOf = (row: PriceRow): string =>
  JSON.stringify([
    priceRowId(row),
    row.validToMs,
    row.picoUsd.toString(),
    row.confidence,
    row.sources,
    row.note,
  ]);

/**
 * What makes a book say of the models of another what that one says: a file's next edition brought in.
 * The other speaks for the models it lists (and for server tools, if it prices any): their rows that it does not have go, rows it has and the book
 * has not come. Models it does not list, and so prices somebody entered for them, stay. Applied twice, the second change is empty.
 */
export const bookChange = (
  current: PriceBook,
  other: PriceBook,
): Pick<PriceChange, "add" | "remove" | "models"> => {
  const spokenFor = new Set([
    ...other.models.map(({ id }) => id),
    ...other.rows.map(({ model }) => model),
  ]);
  const theirs = new Set(other.rows.map(contentOf));
  const ours = new Set(current.rows.map(contentOf));
  return {
    add: other.rows.filter((row) => !ours.has(contentOf(row))),
    remove: current.rows
      .filter((row) => spokenFor.has(row.model) && !theirs.has(contentOf(row)))
      .map(({ id }) => id),
    models: other.models,
  };
};
