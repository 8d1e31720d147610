import type { PriceLedger } from "@tokenledger/usage";
import { Reconciliation, type ReconcileStore } from "@tokenledger/usage/reconcile";
import type { AnthropicAdminConfig } from "./config.ts";
import { createAnthropicReports } from "./create-anthropic-reports.ts";

/** Comparing a ledger with Anthropic's reports. Without a key it answers what was found before, and says what to set. */
export const openReconciliation = (
  config: AnthropicAdminConfig,
  ledger: { readonly reconcile: ReconcileStore; readonly prices: PriceLedger },
): Reconciliation => {
  const { ANTHROPIC_ADMIN_KEY: adminKey, ANTHROPIC_ADMIN_URL: baseUrl } = config;
  return new Reconciliation({
    reports: adminKey === undefined ? null : createAnthropicReports({ adminKey, baseUrl }),
    store: ledger.reconcile,
    prices: ledger.prices,
    clock: Date.now,
  });
};
