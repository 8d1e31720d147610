import {
  InvalidInputError,
  PriceBook,
  priceRowId,
  type PriceChange,
  type PricedModel,
  type PriceRow,
} from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";
import { priceRowColumns } from "./price-book-rows.ts";
import type { PriceBooks } from "./price-books.ts";

const LOCK_PRICE_BOOK = {
  text: sqlFile(new URL("./sql/lock-price-book.sql", import.meta.url)),
  row: z.object({ version: z.int() }),
};

const ADD_PRICE_VERSION = {
  text: sqlFile(new URL("./sql/add-price-version.sql", import.meta.url)),
  row: z.object({ added_count: z.int(), removed_count: z.int(), name_count: z.int() }),
};

interface Name {
  readonly name: string;
  readonly model: string;
}

const nothing = new PriceBook({ version: 0, models: [], rows: [] });

const namesOf = (models: readonly PricedModel[]): readonly Name[] =>
  models.flatMap(({ id, aliases }) => [id, ...aliases].map((name) => ({ name, model: id })));

/** Known models with what is new to them; names given again are no news. */
const mergeModels = (
  known: readonly PricedModel[],
  given: readonly PricedModel[],
): readonly PricedModel[] => {
  const merged = new Map(known.map(({ id, aliases }) => [id, new Set(aliases)]));
  for (const { id, aliases } of given) {
    const all = merged.get(id) ?? new Set();
    for (const alias of aliases) all.add(alias);
    merged.set(id, all);
  }
  return [...merged].map(([id, aliases]) => ({ id, aliases: [...aliases] }));
};

/** The next edition, whole and proven free of contradictions. */
const nextBook = (current: PriceBook, change: PriceChange): PriceBook => {
  const version = current.version + 1;
  const removed = new Set(change.remove);
  const kept = current.rows.filter(({ id }) => !removed.has(id));
  if (kept.length + removed.size !== current.rows.length) {
    throw new InvalidInputError("NOT_FOUND", "A price to remove is not in force.");
  }
  const added: readonly PriceRow[] = change.add.map((row) => ({
    ...row,
    id: `${priceRowId(row)}#${version}`,
  }));
  return new PriceBook({
    version,
    models: mergeModels(current.models, change.models),
    rows: [...kept, ...added],
  });
};

/**
 * Makes the next edition of the book, in the runner's transaction: after everything that was priced with the last one is committed,
 * before anything is priced again.
 *
 * @returns the book in force afterwards; the same one where nothing changes.
 * @throws InvalidInputError PRICE_ROWS_OVERLAP, PRICE_NAME_AMBIGUOUS, NOT_FOUND. @throws UnavailableError
 */
export const changePrices = async (
  runner: StatementRunner,
  books: PriceBooks,
  change: PriceChange,
): Promise<PriceBook> => {
  const [locked] = await runner.rows(LOCK_PRICE_BOOK, []);
  const version = locked?.version ?? 0;
  const current = version === 0 ? nothing : await books.at(runner, version);
  const next = nextBook(current, change);
  const known = new Set(namesOf(current.models).map(({ name }) => name));
  const names = namesOf(next.models).filter(({ name }) => !known.has(name));
  if (change.add.length + change.remove.length + names.length === 0) return current;
  await runner.rows(ADD_PRICE_VERSION, [
    next.version,
    change.actor,
    change.reason,
    ...priceRowColumns(next.rows.slice(next.rows.length - change.add.length)),
    change.remove,
    names.map(({ name }) => name),
    names.map(({ model }) => model),
  ]);
  return next;
};
