import type { TestDatabase } from "@tokenledger/services/testing";
import { createLedger, type Ledger } from "../ledger.ts";

/**
 * A ledger as it is spread over processes: the commit under the flusher's role, what is due under the scheduler's, the rest under the server's. What
 * two processes do is tried as one of them here, and as the other where that process is tested.
 */
export const openDeployedLedger = async ({
  urlAs,
}: Pick<TestDatabase, "urlAs">): Promise<Ledger> => {
  const [flusher, scheduler, server] = await Promise.all([
    createLedger({ url: urlAs("tokenledger_ingest") }),
    createLedger({ url: urlAs("tokenledger_scheduler") }),
    createLedger({ url: urlAs("tokenledger_server") }),
  ]);
  const close = async (): Promise<void> => {
    await Promise.all([flusher.close(), scheduler.close(), server.close()]);
  };
  return {
    ...server,
    usage: {
      commit: async (records) => flusher.usage.commit(records),
      commitDirect: async (records) => server.usage.commitDirect(records),
    },
    aggregates: scheduler.aggregates,
    alerts: {
      ...server.alerts,
      evaluation: scheduler.alerts.evaluation,
      outbox: {
        ...server.alerts.outbox,
        claim: async (now, countMax) => scheduler.alerts.outbox.claim(now, countMax),
        settle: async (...settled) => scheduler.alerts.outbox.settle(...settled),
      },
    },
    counterChecks: scheduler.counterChecks,
    ensurePartitions: async (now, since) => scheduler.ensurePartitions(now, since),
    exportQueue: scheduler.exportQueue,
    exportSource: scheduler.exportSource,
    jobRuns: scheduler.jobRuns,
    reconcile: {
      ...server.reconcile,
      captured: async (...asked) => scheduler.reconcile.captured(...asked),
      save: async (...kept) => scheduler.reconcile.save(...kept),
    },
    prices: {
      ...server.prices,
      priceUnpriced: async () => scheduler.prices.priceUnpriced(),
    },
    close,
    [Symbol.asyncDispose]: close,
  };
};
