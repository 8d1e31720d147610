import { InvalidInputError } from "../errors.ts";
import { periodOf } from "../periods/periods.ts";
import type { PriceLedger } from "../prices/price-ledger.ts";
import type { DateRange } from "../ports/usage-queries.ts";
import type { AnthropicReports, ReportBucket } from "./anthropic-reports.ts";
import { compareReports, type Comparison } from "./compare-reports.ts";
import { KeyGroups, type AnthropicKeyLink } from "./key-groups.ts";
import { reportRows, reportTotals, type ReportRow, type ReportTotals } from "./reconcile-report.ts";
import type {
  CellSum,
  GapSum,
  ReconcileQuestion,
  ReconcileRun,
  ReconcileStore,
} from "./reconcile-store.ts";

/** Length of each bucket, in milliseconds. */
export const bucketMs: Readonly<Record<ReportBucket, number>> = {
  hour: 3_600_000,
  day: 86_400_000,
};

/** Whether Anthropic can be asked, and if not, what to do. */
export interface ReconcileStatus {
  readonly isConfigured: boolean;
  /** Null when it can be asked. */
  readonly whatToSet: string | null;
  /** Links changed since the newest run: what is stored is grouped as it was. */
  readonly isStale: boolean;
  readonly lastRun: ReconcileRun | null;
  readonly linkCount: number;
}

/** What a run found. */
export interface ReconcileOutcome {
  /** Null after a dry run: nothing was kept. */
  readonly run: ReconcileRun | null;
  readonly refreshedUntil: Date | null;
  readonly totals: ReportTotals;
}

export interface ReconcileReport {
  readonly status: ReconcileStatus;
  readonly totals: ReportTotals;
  readonly rows: readonly ReportRow[];
}

export interface ReconciliationOptions {
  /** Null: no key to ask Anthropic with. */
  readonly reports: AnthropicReports | null;
  readonly store: ReconcileStore;
  readonly prices: Pick<PriceLedger, "book">;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

export interface ReconcileRequest extends DateRange {
  readonly bucket: ReportBucket;
  readonly actor: string;
  /** True: compares and keeps nothing. */
  readonly dryRun: boolean;
}

const WHAT_TO_SET =
  "Set ANTHROPIC_ADMIN_KEY (an Admin API key, sk-ant-admin…, made in the Claude Console by an administrator) for the server and the scheduler, and start them again.";

const earlier = (a: Date | null, b: Date | null): Date | null => {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
};

/** Whole buckets that cover a range; one that has not begun holds nothing. */
const wholeBuckets = (
  { startDate, endDate }: DateRange,
  bucket: ReportBucket,
  nowMs: number,
): DateRange => ({
  startDate: new Date(periodOf(bucket, startDate.getTime()).startMs),
  endDate: new Date(periodOf(bucket, Math.min(endDate.getTime() - 1, nowMs)).endMs),
});

/** The comparison as one sum. */
const sums = ({ cells, gaps }: Comparison): readonly [readonly CellSum[], readonly GapSum[]] => {
  const whole = { periodStart: null, groupId: null };
  return [
    cells.filter(({ isComplete }) => isComplete).map((cell) => Object.assign({}, cell, whole)),
    gaps.map((gap) => Object.assign({}, gap, whole)),
  ];
};

/** Compares what Anthropic reports with what the ledger holds, and answers what was found. */
export class Reconciliation {
  readonly #options: ReconciliationOptions;

  constructor(options: ReconciliationOptions) {
    this.#options = options;
  }

  /**
   * Asks Anthropic for a range, compares, and keeps the outcome in place of earlier ones. Safe to repeat, and to run twice at once.
   *
   * @throws InvalidInputError RECONCILE_UNCONFIGURED; UnavailableError, UnauthenticatedError from Anthropic
   */
  async run({ bucket, actor, dryRun, ...asked }: ReconcileRequest): Promise<ReconcileOutcome> {
    const { reports, store, prices, clock } = this.#options;
    if (reports === null) throw new InvalidInputError("RECONCILE_UNCONFIGURED", WHAT_TO_SET);
    const startTime = new Date(clock());
    const range = wholeBuckets(asked, bucket, clock());
    const [usage, cost] = await Promise.all([
      reports.usage(range, bucket),
      reports.cost(range, bucket),
    ]);
    const refreshedUntil = earlier(usage.refreshedUntil, cost.refreshedUntil);
    const comparison = compareReports({
      usage: usage.rows,
      cost: cost.rows,
      captured: await store.captured(range, bucket),
      groups: new KeyGroups(await store.links()),
      book: await prices.book(),
      bucketMs: bucketMs[bucket],
      refreshedUntil,
    });
    const run = dryRun
      ? null
      : await store.save(
          { ...range, bucket, actor, startTime, refreshedUntil },
          comparison.cells,
          comparison.gaps,
        );
    return { run, refreshedUntil, totals: reportTotals(...sums(comparison)) };
  }

  /** What earlier runs found. Never asks Anthropic. */
  async report(question: ReconcileQuestion): Promise<ReconcileReport> {
    const { store } = this.#options;
    const [cells, gaps, links] = await Promise.all([
      store.cellSums(question),
      store.gapSums(question),
      store.links(),
    ]);
    const byClass = question.groupBy.includes("class");
    return {
      status: await this.#status(links),
      totals: reportTotals(cells, gaps),
      rows: reportRows(cells, gaps, links, byClass),
    };
  }

  async runs(): Promise<readonly ReconcileRun[]> {
    return this.#options.store.runs();
  }

  async links(): Promise<readonly AnthropicKeyLink[]> {
    return this.#options.store.links();
  }

  /** Replaces all links; what is stored stays grouped as it was until the next run. @throws InvalidInputError NOT_FOUND */
  async setLinks(links: readonly AnthropicKeyLink[]): Promise<readonly AnthropicKeyLink[]> {
    await this.#options.store.setLinks(links);
    return this.#options.store.links();
  }

  async #status(links: readonly AnthropicKeyLink[]): Promise<ReconcileStatus> {
    const { reports, store } = this.#options;
    const [lastRun = null] = await store.runs();
    const changed = await store.linksChangedAt();
    return {
      isConfigured: reports !== null,
      whatToSet: reports === null ? WHAT_TO_SET : null,
      isStale: lastRun !== null && changed !== null && changed > lastRun.startTime,
      lastRun,
      linkCount: links.length,
    };
  }
}
