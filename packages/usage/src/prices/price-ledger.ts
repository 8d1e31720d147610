import type { DateRange } from "../ports/usage-queries.ts";
import type { PriceBook, PricedModel } from "./price-book.ts";
import type { PriceRow } from "./price-row.ts";

/** Who asks for a change of money, and why. Both are kept for ever. */
export interface PriceAuthor {
  /** Login of a member, or the name of a process. */
  readonly actor: string;
  readonly reason: string;
}

/** One change of the price book: all of it, or none. */
export interface PriceChange extends PriceAuthor {
  /** Rows to add; their ids are given by the ledger. */
  readonly add: readonly Omit<PriceRow, "id">[];
  /** Ids of rows in force that shall no longer be. To correct a price, remove its row and add the right one. */
  readonly remove: readonly string[];
  /** Models and further names of models to know from now on. A known name may be given again. */
  readonly models: readonly PricedModel[];
}

/** One edition of the book. */
export interface PriceVersion extends PriceAuthor {
  readonly version: number;
  readonly createTime: Date;
  readonly addedCount: number;
  readonly removedCount: number;
}

/** Which stored lines are priced anew. */
export interface RepriceScope extends DateRange {
  /** Plain ids of models; empty or missing: all. */
  readonly models?: readonly string[] | undefined;
  readonly accessKeyIds?: readonly string[] | undefined;
}

/** What a re-pricing changes, summed over one key, user, model or day. */
export interface CostDifference {
  /** Access key id, user name, model as recorded, or day (2026-11-20); null: none named. */
  readonly group: string | null;
  readonly lineCount: number;
  /** Costs of the changed lines before and after; what is unpriced adds nothing. */
  readonly beforePicoUsd: bigint;
  readonly afterPicoUsd: bigint;
  /** Change of the number of records that are not wholly priced. */
  readonly unpricedRequests: number;
}

/** What a re-pricing would do (dry run), or did. The same scope and book give the same report either way. */
export interface RepriceReport {
  /** The run, by which it can be undone; null for a dry run and where nothing was to be done. */
  readonly runId: string | null;
  readonly priceVersion: number;
  readonly total: CostDifference;
  readonly byAccessKey: readonly CostDifference[];
  readonly byUser: readonly CostDifference[];
  readonly byModel: readonly CostDifference[];
  readonly byDay: readonly CostDifference[];
  /** Lines of an undo that another run has priced since: they stay as they are. */
  readonly skippedLineCount: number;
}

/** `reprice`: asked for by somebody. `unpriced`: prices that landed after their lines. `undo`: puts back what another run changed. */
export const priceRunKinds = ["reprice", "unpriced", "undo"] as const;
export type PriceRunKind = (typeof priceRunKinds)[number];

/** One applied re-pricing, as the audit keeps it. */
export interface PriceRun extends PriceAuthor {
  readonly id: string;
  readonly kind: PriceRunKind;
  readonly priceVersion: number;
  readonly startTime: Date;
  /** Null while it runs, or if it was cut off: what it changed until then is changed whole, and asking again does the rest. */
  readonly finishTime: Date | null;
  readonly lineCount: number;
  readonly differencePicoUsd: bigint;
  /** The run this one undid. */
  readonly undoneRunId: string | null;
}

/** The price book and the costs that are stored with it. */
export interface PriceLedger {
  /** The book in force, or as it was at a version. @throws InvalidInputError NOT_FOUND for a version there never was. */
  book(version?: number): Promise<PriceBook>;
  /** Newest first. */
  versions(): Promise<readonly PriceVersion[]>;
  /**
   * Changes the book. Calls committed afterwards are priced with it; stored costs stay until {@link reprice}, but what was unpriced
   * is priced by the next {@link priceUnpriced}. A change that changes nothing makes no version.
   *
   * @throws InvalidInputError PRICE_ROWS_OVERLAP, PRICE_NAME_AMBIGUOUS, NOT_FOUND for a row that is not in force.
   */
  change(change: PriceChange): Promise<PriceBook>;
  /** What {@link reprice} would do. Changes nothing. */
  previewReprice(scope: RepriceScope): Promise<RepriceReport>;
  /**
   * Prices stored lines anew with the book in force, each at its own time. Exact while records are committed. Safe to repeat: a line that has
   * its price changes nothing.
   */
  reprice(scope: RepriceScope, author: PriceAuthor): Promise<RepriceReport>;
  /** Puts back, line by line, what a run changed, except where another run has changed a line since. */
  undo(runId: string, author: PriceAuthor): Promise<RepriceReport>;
  /** Applied runs, newest first. */
  runs(): Promise<readonly PriceRun[]>;
  /** Prices every unpriced line that has a price by now. Does its work once a version of the book; otherwise it costs one look-up. Prices that change meanwhile make it begin again. */
  priceUnpriced(): Promise<RepriceReport>;
}
