import { createAnthropicReports } from "@tokenledger/anthropic-admin";
import {
  startFakeAnthropic,
  type BilledCall,
  type FakeAnthropic,
} from "@tokenledger/fake-anthropic";
import type { Ledger } from "@tokenledger/ledger";
import { createTestLedger, type TestLedger } from "@tokenledger/ledger/testing";
import type { CollectedRecord, DateRange, PriceBook } from "@tokenledger/usage";
import {
  Reconciliation,
  type GapSum,
  type ReconcileGroup,
  type ReconcileReport,
  type ReportBucket,
} from "@tokenledger/usage/reconcile";
import { billedAsRecorded } from "./billed-as-recorded.ts";

const NOW_MS = Date.UTC(2026, 9, 20, 12);
const FIRST_DAY_MS = Date.UTC(2026, 8, 20);
export const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How one's calls were billed, of what would have been billed had Anthropic counted what was recorded. */
export type Billing = (billed: readonly BilledCall[]) => readonly BilledCall[];

/** A ledger, an Anthropic, and the comparison of both, a day at a time. */
export class ReconcileBench implements AsyncDisposable {
  readonly reconciliation: Reconciliation;
  /** Until when Anthropic's reports are complete. */
  refreshedAt: Date | null = null;
  /** Start of the day that is compared. */
  dayStartMs = FIRST_DAY_MS;
  readonly #store: TestLedger;
  readonly #anthropic: FakeAnthropic;
  readonly #billed: BilledCall[];
  readonly #book: PriceBook;

  constructor(store: TestLedger, anthropic: FakeAnthropic, billed: BilledCall[], book: PriceBook) {
    this.#store = store;
    this.#anthropic = anthropic;
    this.#billed = billed;
    this.#book = book;
    const adminKey = "sk-ant-admin01-test";
    this.reconciliation = new Reconciliation({
      reports: createAnthropicReports({ adminKey, baseUrl: anthropic.url }),
      store: store.ledger.reconcile,
      prices: store.ledger.prices,
      clock: () => NOW_MS,
    });
  }

  get ledger(): Ledger {
    return this.#store.ledger;
  }

  get day(): DateRange {
    return {
      startDate: new Date(this.dayStartMs),
      endDate: new Date(this.dayStartMs + DAY_MS),
    };
  }

  /** Goes to a day of which nothing is known yet, on either side. */
  nextDay(): void {
    this.dayStartMs += DAY_MS;
    this.refreshedAt = new Date(NOW_MS);
    this.#billed.splice(0);
  }

  /** Records calls, and has Anthropic bill them: by default exactly as recorded, under one key. */
  async record(
    records: readonly CollectedRecord[],
    billing: Billing = (billed) => billed,
  ): Promise<void> {
    await this.ledger.usage.commit(records);
    this.#billed.push(
      ...billing(records.flatMap((record) => billedAsRecorded(record, "apikey_1", this.#book))),
    );
  }

  /** Compares the day, and answers what was kept. */
  async compare(
    bucket: ReportBucket = "hour",
    groupBy: readonly ReconcileGroup[] = [],
  ): Promise<ReconcileReport> {
    await this.reconciliation.run({ ...this.day, bucket, actor: "test", dryRun: false });
    return this.reconciliation.report({ ...this.day, bucket, groupBy });
  }

  /** The gaps of the day, by class and kind. */
  async gaps(): Promise<readonly GapSum[]> {
    return this.ledger.reconcile.gapSums({ ...this.day, bucket: "hour", groupBy: [] });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#anthropic.close();
    await this.#store.close();
  }
}

/** Starts everything: about a second. */
export const startReconcileBench = async (): Promise<ReconcileBench> => {
  const store = await createTestLedger();
  const billed: BilledCall[] = [];
  const clock: { bench: ReconcileBench | null } = { bench: null };
  const anthropic = await startFakeAnthropic({
    billedCalls: () => billed,
    refreshedAt: () => clock.bench?.refreshedAt ?? null,
  });
  clock.bench = new ReconcileBench(store, anthropic, billed, await store.ledger.prices.book());
  return clock.bench;
};
