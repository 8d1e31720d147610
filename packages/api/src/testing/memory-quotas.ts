import { InvalidInputError } from "@tokenledger/usage";
import {
  quotaStateOf,
  type OpenPass,
  type Quota,
  type QuotaChange,
  type QuotaLedger,
  type QuotaState,
  type QuotaTerms,
} from "@tokenledger/usage/quotas";

/** Quotas in memory, of which as much is used as it is told. */
export class MemoryQuotas implements QuotaLedger {
  readonly stored = new Map<string, Quota>();
  /** What the ledger has of every quota. */
  usedAmount = 0n;
  /** Thrown by every call while it is set. */
  failure: Error | null = null;
  passes: readonly OpenPass[] = [];
  usedCount = 0;

  list(): Promise<readonly Quota[]> {
    return this.#answer(() => [...this.stored.values()]);
  }

  get(id: string): Promise<Quota> {
    return this.#answer(() => this.#find(id));
  }

  create(terms: QuotaTerms, author: string): Promise<Quota> {
    return this.#answer(() => {
      const id = String(this.stored.size + 1);
      const times = { createTime: new Date(0), updateTime: new Date(0) };
      const quota = { ...terms, id, revision: 1, createdBy: author, updatedBy: author, ...times };
      this.stored.set(id, quota);
      return quota;
    });
  }

  update(id: string, change: QuotaChange, author: string): Promise<Quota> {
    return this.#answer(() => {
      const given = Object.entries(change).filter(([, value]) => value !== undefined);
      const quota = { ...this.#find(id), ...Object.fromEntries(given), updatedBy: author };
      this.stored.set(id, quota);
      return quota;
    });
  }

  remove(id: string): Promise<Quota> {
    return this.#answer(() => {
      const quota = this.#find(id);
      this.stored.delete(id);
      return quota;
    });
  }

  used(): Promise<bigint> {
    this.usedCount += 1;
    return this.#answer(() => this.usedAmount);
  }

  states(nowMs: number, ids?: readonly string[]): Promise<readonly QuotaState[]> {
    return this.#answer(() =>
      [...this.stored.values()]
        .filter(({ id }) => ids?.includes(id) ?? true)
        .map((quota) => quotaStateOf(quota, quota.scopeValue ?? "", this.usedAmount, nowMs)),
    );
  }

  addOpenPasses(passes: readonly OpenPass[]): Promise<void> {
    return this.#answer(() => {
      this.passes = [...this.passes, ...passes];
    });
  }

  openPasses(): Promise<readonly OpenPass[]> {
    return this.#answer(() => this.passes);
  }

  #find(id: string): Quota {
    const quota = this.stored.get(id);
    if (quota === undefined) {
      throw new InvalidInputError("NOT_FOUND", "There is no such quota.");
    }
    return quota;
  }

  #answer<Answer>(answer: () => Answer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.failure !== null) {
        reject(this.failure);
        return;
      }
      resolve(answer());
    });
  }
}
