import { InvalidInputError, PriceBook } from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";
import { bookContent, StoredBook } from "./price-book-rows.ts";

const HOLD_PRICE_BOOK = {
  text: sqlFile(new URL("./sql/hold-price-book.sql", import.meta.url)),
  row: z.object({ version: z.int() }),
};

const LATEST_VERSION = {
  text: sqlFile(new URL("./sql/latest-price-version.sql", import.meta.url)),
  row: z.object({ version: z.int().nullable() }),
};

const READ_PRICE_BOOK = {
  text: sqlFile(new URL("./sql/read-price-book.sql", import.meta.url)),
  row: StoredBook,
};

/** Editions kept in memory: the one in force, and the last ones somebody asked an explanation of. A book is about half a megabyte. */
const BOOKS_MAX = 8;

/**
 * The price book, cached in the process. An edition never changes, so what is cached is never wrong; which one is in force is asked
 * in every transaction that prices, in one round trip.
 */
export class PriceBooks {
  readonly #books = new Map<number, PriceBook>();

  /** The book in force, which stays in force until the runner's transaction ends. @throws UnavailableError */
  async hold(runner: StatementRunner): Promise<PriceBook> {
    const [held] = await runner.rows(HOLD_PRICE_BOOK, []);
    return this.at(runner, held?.version ?? 0);
  }

  /** The book in force; the next edition may be made meanwhile, and waits for nobody. @throws UnavailableError */
  async latest(runner: StatementRunner): Promise<PriceBook> {
    const [found] = await runner.rows(LATEST_VERSION, []);
    return this.at(runner, found?.version ?? 0);
  }

  /** The book as it was at a version. @throws InvalidInputError NOT_FOUND for a version there never was. */
  async at(runner: StatementRunner, version: number): Promise<PriceBook> {
    const cached = this.#books.get(version);
    if (cached !== undefined) return cached;
    const [stored] = await runner.rows(READ_PRICE_BOOK, [version]);
    if (stored?.known !== true) {
      throw new InvalidInputError("NOT_FOUND", "There is no such version of the price book.");
    }
    const book = new PriceBook(bookContent(stored, version));
    this.#books.set(version, book);
    for (const old of [...this.#books.keys()].slice(0, -BOOKS_MAX)) this.#books.delete(old);
    return book;
  }
}
