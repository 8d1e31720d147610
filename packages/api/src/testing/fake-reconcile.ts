import type {
  AnthropicKeyLink,
  AnthropicReports,
  CapturedUsage,
  CellSum,
  ReconcileRun,
  ReconcileStore,
} from "@tokenledger/usage/reconcile";

/** An empty ledger and an Anthropic that reports nothing. Links and runs are kept. */
export class FakeReconcile implements ReconcileStore, AnthropicReports {
  readonly #runs: ReconcileRun[] = [];
  #links: readonly AnthropicKeyLink[] = [];

  usage: AnthropicReports["usage"] = () => Promise.resolve({ rows: [], refreshedUntil: null });
  cost: AnthropicReports["cost"] = () => Promise.resolve({ rows: [], refreshedUntil: null });
  captured = (): Promise<readonly CapturedUsage[]> => Promise.resolve([]);
  links = (): Promise<readonly AnthropicKeyLink[]> => Promise.resolve(this.#links);
  linksChangedAt = (): Promise<Date | null> => Promise.resolve(null);
  runs = (): Promise<readonly ReconcileRun[]> => Promise.resolve(this.#runs);
  cellSums = (): Promise<readonly CellSum[]> => Promise.resolve([]);
  gapSums: ReconcileStore["gapSums"] = () => Promise.resolve([]);

  setLinks(links: readonly AnthropicKeyLink[]): Promise<void> {
    this.#links = links;
    return Promise.resolve();
  }

  save: ReconcileStore["save"] = (run, _cells, gaps) => {
    const saved = { ...run, id: String(this.#runs.length + 1), gapCount: gaps.length };
    this.#runs.unshift(saved);
    return Promise.resolve(saved);
  };
}
