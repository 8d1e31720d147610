import type { QuotaTerms } from "@tokenledger/usage/quotas";
import { OpenPasses } from "../quotas/open-passes.ts";
import { QuotaGate } from "../quotas/quota-gate.ts";
import { QuotaRulesCache } from "../quotas/quota-rules-cache.ts";
import { QuotaSeeds } from "../quotas/quota-seeds.ts";
import { FakeMoney } from "./fake-money.ts";
import { ManualClock } from "./manual-clock.ts";
import { MemoryCounters } from "./memory-counters.ts";
import { MemoryQuotas } from "./memory-quotas.ts";

/** Terms of a quota of 1,000 tokens a day for everybody; `given` wins. */
export const quotaTerms = (given: Partial<QuotaTerms> = {}): QuotaTerms => ({
  name: "everybody",
  scope: "all",
  scopeValue: null,
  unit: "tokens",
  window: "day",
  isRolling: false,
  timeZone: "UTC",
  limitAmount: 1_000n,
  thresholds: [80, 100],
  isHard: true,
  failMode: "open",
  isEnabled: true,
  ...given,
});

/** A gate over doubles of its ports. */
export class GateBench {
  readonly clock: ManualClock;
  readonly quotas = new MemoryQuotas();
  readonly counters = new MemoryCounters();
  readonly money = new FakeMoney();
  /** Episodes of open passes, in order. */
  readonly episodes: string[] = [];
  readonly passes: OpenPasses;
  readonly rules: QuotaRulesCache;
  readonly gate: QuotaGate;

  constructor(clock = new ManualClock()) {
    this.clock = clock;
    const now = clock.now;
    this.passes = new OpenPasses({
      ledger: this.quotas,
      clock: now,
      onEpisode: ({ quotaId, reason }) => {
        this.episodes.push(`${quotaId ?? "unknown"} ${reason}`);
      },
    });
    this.rules = new QuotaRulesCache({ quotas: this.quotas, prices: this.money, clock: now });
    this.gate = new QuotaGate({
      rules: this.rules,
      counters: this.counters,
      seeds: new QuotaSeeds({ counters: this.counters, ledger: this.quotas, clock: now }),
      passes: this.passes,
      clock: now,
    });
  }
}
