import type { MikroORM } from "@mikro-orm/postgresql";
import {
  InvalidInputError,
  type PriceBook,
  type PriceLedger,
  type PriceVersion,
  type RepriceReport,
  type RepriceScope,
} from "@tokenledger/usage";
import { z } from "zod";
import { asQuery } from "../queries/as-query.ts";
import { isRowId } from "../row-id.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit, inTransaction, type StatementRunner } from "../statement-runner.ts";
import { withTries } from "../with-tries.ts";
import { applyChanges, isPricesChanged, previewChanges, type ChangePage } from "./apply-changes.ts";
import { changePrices } from "./change-prices.ts";
import { newlyPricedLines, repricedLines, type LineChange } from "./line-change.ts";
import type { PriceBooks } from "./price-books.ts";
import { listPriceRuns } from "./price-runs.ts";
import { pagesOfScope, pagesOfUnpriced } from "./record-pages.ts";
import { RepriceSums } from "./reprice-sums.ts";
import { pagesOfUndo } from "./undo-pages.ts";

const LIST_PRICE_VERSIONS = {
  text: sqlFile(new URL("./sql/list-price-versions.sql", import.meta.url)),
  row: z
    .object({
      version: z.int(),
      actor: z.string(),
      reason: z.string(),
      create_ms: z.string().transform(Number),
      added_count: z.int(),
      removed_count: z.int(),
    })
    .transform((row): PriceVersion => ({
      version: row.version,
      actor: row.actor,
      reason: row.reason,
      createTime: new Date(row.create_ms),
      addedCount: row.added_count,
      removedCount: row.removed_count,
    })),
};

const READ_UNPRICED_PASS = {
  text: sqlFile(new URL("./sql/read-unpriced-pass.sql", import.meta.url)),
  row: z.object({ version: z.int(), is_due: z.boolean() }),
};

const END_UNPRICED_PASS = {
  text: sqlFile(new URL("./sql/end-unpriced-pass.sql", import.meta.url)),
  row: z.object({ version: z.int() }),
};

/** Lines of the scope's models, at their new price. A record may have lines of other models: those stay. */
const withinScope =
  (scope: RepriceScope) =>
  (changes: readonly LineChange[], book: PriceBook): readonly LineChange[] => {
    const models = scope.models ?? [];
    if (models.length === 0) return changes;
    return changes.filter(({ line }) => {
      const name = line.usage.model ?? "";
      return models.includes(book.resolve(name) ?? name);
    });
  };

const scopePages = async function* (
  runner: StatementRunner,
  book: PriceBook,
  scope: RepriceScope,
): AsyncGenerator<ChangePage> {
  const inScope = withinScope(scope);
  for await (const identities of pagesOfScope(runner, book, scope)) {
    yield {
      identities,
      decide: (records, current) => inScope(repricedLines(records, current), current),
    };
  }
};

const unpricedPages = async function* (runner: StatementRunner): AsyncGenerator<ChangePage> {
  for await (const identities of pagesOfUnpriced(runner)) {
    yield { identities, decide: newlyPricedLines };
  }
};

const UNPRICED_AUTHOR = {
  actor: "tokenledger",
  reason: "A price landed after the lines it prices.",
} as const;

/** The price book and stored costs, over PostgreSQL. Any number of processes may price and change prices at once. */
export const createPriceLedger = (orm: MikroORM, books: PriceBooks): PriceLedger => {
  const context = { orm, books };
  const bookInForce = async (): Promise<PriceBook> =>
    inTransaction(orm, async (runner) => books.hold(runner));

  const undo: PriceLedger["undo"] = async (runId, author) => {
    const [run] = isRowId(runId) ? await listPriceRuns(autocommit(orm), runId) : [];
    if (run === undefined) throw new InvalidInputError("NOT_FOUND", "There is no such run.");
    const sums = new RepriceSums();
    const pages = pagesOfUndo(autocommit(orm), run.id, sums);
    return applyChanges(context, pages, { ...author, kind: "undo", undoneRunId: run.id }, sums);
  };

  const passOverUnpriced = async (): Promise<RepriceReport> => {
    const runner = autocommit(orm);
    const [pass] = await runner.rows(READ_UNPRICED_PASS, []);
    if (pass?.is_due !== true) return new RepriceSums().report(null, pass?.version ?? 0);
    const start = { ...UNPRICED_AUTHOR, kind: "unpriced" as const, undoneRunId: null };
    const report = await applyChanges(context, unpricedPages(runner), start);
    await runner.rows(END_UNPRICED_PASS, [report.priceVersion]);
    return report;
  };

  return {
    book: async (version) =>
      version === undefined ? bookInForce() : books.at(autocommit(orm), version),
    versions: async () => autocommit(orm).rows(LIST_PRICE_VERSIONS, []),
    change: async (change) =>
      asQuery(async () =>
        inTransaction(orm, async (runner) => changePrices(runner, books, change)),
      ),
    previewReprice: async (scope) =>
      asQuery(async () => {
        const book = await bookInForce();
        return previewChanges(context, scopePages(autocommit(orm), book, scope), book);
      }),
    reprice: async (scope, author) =>
      asQuery(async () => {
        const pages = scopePages(autocommit(orm), await bookInForce(), scope);
        return applyChanges(context, pages, { ...author, kind: "reprice", undoneRunId: null });
      }),
    undo: async (runId, author) => asQuery(async () => undo(runId, author)),
    runs: async () => listPriceRuns(autocommit(orm), null),
    priceUnpriced: async () => withTries(passOverUnpriced, isPricesChanged),
  };
};
