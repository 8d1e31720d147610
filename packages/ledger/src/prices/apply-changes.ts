import type { MikroORM } from "@mikro-orm/postgresql";
import { InvalidInputError, type PriceBook, type RepriceReport } from "@tokenledger/usage";
import { autocommit, inTransaction, type StatementRunner } from "../statement-runner.ts";
import { withTries } from "../with-tries.ts";
import type { LineChange } from "./line-change.ts";
import type { PriceBooks } from "./price-books.ts";
import { finishPriceRun, startPriceRun, type PriceRunStart } from "./price-runs.ts";
import { RepriceSums } from "./reprice-sums.ts";
import {
  lockRecords,
  readRecords,
  type RecordIdentity,
  type StoredRecord,
} from "./stored-record.ts";
import { writeChanges } from "./write-changes.ts";

/** A page of records and what shall change in them, decided from what is stored. */
export interface ChangePage {
  readonly identities: readonly RecordIdentity[];
  readonly decide: (records: readonly StoredRecord[], book: PriceBook) => readonly LineChange[];
}

export interface ChangeContext {
  readonly orm: MikroORM;
  readonly books: PriceBooks;
}

const PRICES_CHANGED = "PRICES_CHANGED";

interface RunUnderWay {
  /** Null until something changes: a run that changes nothing leaves no trace. */
  readonly id: string | null;
  readonly start: PriceRunStart;
  readonly version: number;
}

interface PageResult {
  readonly runId: string | null;
  readonly changes: readonly LineChange[];
}

const applyPage = async (
  runner: StatementRunner,
  books: PriceBooks,
  page: ChangePage,
  run: RunUnderWay,
): Promise<PageResult> => {
  const book = await books.hold(runner);
  if (book.version !== run.version) {
    throw new InvalidInputError(PRICES_CHANGED, "The prices changed meanwhile: ask again.");
  }
  await lockRecords(runner, page.identities);
  const changes = page.decide(await readRecords(runner, page.identities), book);
  if (changes.length === 0) return { runId: run.id, changes };
  const runId = run.id ?? (await startPriceRun(runner, run.start, book.version));
  await writeChanges(runner, runId, changes);
  return { runId, changes };
};

/** Whether a run ended early because another edition of the book came into force. */
export const isPricesChanged = (error: unknown): boolean =>
  error instanceof InvalidInputError && error.code === PRICES_CHANGED;

/**
 * Changes stored costs page by page, a transaction each: rows locked first, then read anew, then rows, journal and sums written together.
 * Cut off anywhere, what is changed is changed whole; asked again, it does the rest.
 *
 * @throws InvalidInputError PRICES_CHANGED when another edition of the book came into force meanwhile. @throws UnavailableError
 */
export const applyChanges = async (
  { orm, books }: ChangeContext,
  pages: AsyncIterable<ChangePage>,
  start: PriceRunStart,
  sums = new RepriceSums(),
): Promise<RepriceReport> => {
  const { version } = await inTransaction(orm, async (runner) => books.hold(runner));
  let runId: string | null = null;
  for await (const page of pages) {
    const run: RunUnderWay = { id: runId, start, version };
    const result: PageResult = await withTries(async () =>
      inTransaction(orm, async (runner) => applyPage(runner, books, page, run)),
    );
    runId = result.runId;
    sums.add(result.changes);
  }
  if (runId !== null) await finishPriceRun(autocommit(orm), runId);
  return sums.report(runId, version);
};

/** What {@link applyChanges} would do, read without locks. Changes nothing. @throws UnavailableError */
export const previewChanges = async (
  { orm }: Pick<ChangeContext, "orm">,
  pages: AsyncIterable<ChangePage>,
  book: PriceBook,
): Promise<RepriceReport> => {
  const sums = new RepriceSums();
  for await (const { identities, decide } of pages) {
    sums.add(decide(await readRecords(autocommit(orm), identities), book));
  }
  return sums.report(null, book.version);
};
