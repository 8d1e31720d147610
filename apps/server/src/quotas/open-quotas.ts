import {
  OpenPasses,
  QuotaGate,
  QuotaSeeds,
  type Clock,
  type CollectQuotas,
  type QuotaAnswer,
  type QuotaRulesCache,
} from "@tokenledger/api";
import type { Ledger } from "@tokenledger/ledger";
import type { QuotaCounters } from "@tokenledger/usage/quotas";
import type { Logger } from "pino";

export interface QuotaParts {
  readonly rules: QuotaRulesCache;
  readonly counters: QuotaCounters;
  readonly ledger: Pick<Ledger, "quotas">;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Told of every answer. */
  readonly onAnswer: (answer: QuotaAnswer) => void;
}

/** Quotas, as this process asks about them. */
export interface Quotas {
  readonly gate: QuotaGate;
  /** What collecting does for them. */
  readonly collecting: CollectQuotas;
  /** Writes down the open passes that are not written yet. */
  close(): Promise<void>;
}

/** Wires the gate to both stores. */
export const openQuotas = ({
  rules,
  counters,
  ledger,
  logger,
  clock,
  onAnswer,
}: QuotaParts): Quotas => {
  const passes = new OpenPasses({
    ledger: ledger.quotas,
    clock,
    onEpisode: (pass) => {
      logger.warn(pass, "calls pass a quota that cannot be held against them");
    },
  });
  const gate = new QuotaGate({
    rules,
    counters,
    seeds: new QuotaSeeds({ counters, ledger: ledger.quotas, clock }),
    passes,
    clock,
    onAnswer,
  });
  return {
    gate,
    collecting: {
      ready: async () => rules.ready(),
      release: async (ids) => gate.release(ids),
    },
    close: async () => passes.close(),
  };
};
