import { toCounterAmount, type QuotaCounters, type QuotaLedger } from "@tokenledger/usage/quotas";
import type { Clock } from "../clock.ts";
import type { AskedQuota } from "./asked-quota.ts";

/** Counters that nobody asks about are forgotten an hour after their window. */
const KEPT_MS = 3_600_000;

export interface QuotaSeedsOptions {
  readonly counters: Pick<QuotaCounters, "beginSeeds" | "seed">;
  readonly ledger: Pick<QuotaLedger, "used">;
  readonly clock: Clock;
}

/** Reads the ledger for counters that lack its sum. However many callers wait for one counter, the ledger is asked once. */
export class QuotaSeeds {
  readonly #options: QuotaSeedsOptions;
  readonly #running = new Map<string, Promise<void>>();

  constructor(options: QuotaSeedsOptions) {
    this.#options = options;
  }

  /** @throws UnavailableError when either store is away. */
  async seed(asked: readonly AskedQuota[]): Promise<void> {
    await Promise.all(
      asked.map((one) => {
        const { counterId } = one.question;
        const running =
          this.#running.get(counterId) ??
          this.#seed(one).finally(() => this.#running.delete(counterId));
        this.#running.set(counterId, running);
        return running;
      }),
    );
  }

  /** The mark is taken first: what is settled while the ledger is read must not fall between the two. */
  async #seed({ applied, window, question }: AskedQuota): Promise<void> {
    const { counters, ledger, clock } = this.#options;
    const { quota, value } = applied;
    const keepMs = Math.max(0, window.endMs - clock()) + KEPT_MS;
    const [mark] = await counters.beginSeeds([question.counterId], keepMs);
    const used = await ledger.used(quota, value, window);
    if (mark !== undefined) {
      await counters.seed([{ mark, used: toCounterAmount(quota.unit, used), keepMs }]);
    }
  }
}
