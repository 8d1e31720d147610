import { UnavailableError, type CollectedRecord, type PriceLedger } from "@tokenledger/usage";
import {
  QuotaRules,
  type Quota,
  type QuotaCharge,
  type QuotaLedger,
} from "@tokenledger/usage/quotas";
import type { Clock } from "../clock.ts";
import { RefreshedValue } from "../refreshed-value.ts";

const FRESH_MS = 5_000;
const WAIT_MS_MAX = 500;

export interface QuotaRulesCacheOptions {
  readonly quotas: Pick<QuotaLedger, "list">;
  readonly prices: Pick<PriceLedger, "book">;
  readonly clock: Clock;
}

/** The price book says what a call costs, and which names are one model; nothing else here needs it. */
const needsBook = (quotas: readonly Quota[]): boolean =>
  quotas.some(({ unit, scope }) => unit === "usd" || scope === "model");

/**
 * The quotas in force, at most 5 seconds behind the ledger; while the ledger is away the last answer stands, however old.
 * Without quotas a record is charged in the time of two comparisons.
 */
export class QuotaRulesCache {
  readonly #clock: Clock;
  readonly #rules: RefreshedValue<QuotaRules>;
  #latest = new QuotaRules([], null);

  constructor({ quotas, prices, clock }: QuotaRulesCacheOptions) {
    this.#clock = clock;
    this.#rules = new RefreshedValue({
      load: async () => {
        const list = await quotas.list();
        const enabled = list.filter(({ isEnabled }) => isEnabled);
        this.#latest = new QuotaRules(enabled, needsBook(enabled) ? await prices.book() : null);
        return this.#latest;
      },
      clock,
      freshMs: FRESH_MS,
      staleMsMax: () => Number.POSITIVE_INFINITY,
      waitMsMax: WAIT_MS_MAX,
    });
  }

  /** @throws UnavailableError when the ledger has not answered once since the process began. */
  current(): Promise<QuotaRules> {
    return this.#rules.get();
  }

  /**
   * To be awaited before records are charged. Fails for nothing: recording is never refused for a quota. What is accepted while the quotas are
   * not known is counted when it is in the ledger.
   */
  async ready(): Promise<void> {
    try {
      await this.current();
    } catch (error) {
      if (!(error instanceof UnavailableError)) {
        throw error;
      }
    }
  }

  /** What a record adds to which counters, by the quotas last heard of. */
  readonly charge = (record: CollectedRecord): readonly QuotaCharge[] =>
    this.#latest.isEmpty ? [] : this.#latest.charges(record, this.#clock());
}
