import type { OpenPass, OpenPassReason, QuotaLedger } from "@tokenledger/usage/quotas";
import type { Clock } from "../clock.ts";

const WRITE_MS = 1_000;
const RETRY_MS = 10_000;

interface Counted {
  readonly quotaId: string | null;
  readonly reason: OpenPassReason;
  count: number;
  lastTime: Date;
}

export interface OpenPassesOptions {
  readonly ledger: Pick<QuotaLedger, "addOpenPasses">;
  readonly clock: Clock;
  /** Told once an episode, which ends when the passes could be written. */
  readonly onEpisode: (pass: Pick<OpenPass, "quotaId" | "reason">) => void;
}

/**
 * Calls that passed though a quota could not be held against them. Counted here at once, written to the ledger within a second, or when it is
 * back; what a process that dies has not written is in its log alone.
 */
export class OpenPasses {
  readonly #options: OpenPassesOptions;
  readonly #unwritten = new Map<string, Counted>();
  #timer: NodeJS.Timeout | null = null;
  #count = 0;

  constructor(options: OpenPassesOptions) {
    this.#options = options;
  }

  /** Passes since the process began. */
  get count(): number {
    return this.#count;
  }

  add(quotaId: string | null, reason: OpenPassReason): void {
    const { clock, onEpisode } = this.#options;
    this.#count += 1;
    const key = `${quotaId ?? ""} ${reason}`;
    const lastTime = new Date(clock());
    const known = this.#unwritten.get(key);
    if (known === undefined) {
      this.#unwritten.set(key, { quotaId, reason, count: 1, lastTime });
      onEpisode({ quotaId, reason });
    } else {
      known.count += 1;
      known.lastTime = lastTime;
    }
    this.#writeIn(WRITE_MS);
  }

  /** Writes what is not written. Fails for nothing: what could not be written is tried again. */
  async write(): Promise<void> {
    clearTimeout(this.#timer ?? undefined);
    this.#timer = null;
    const passes = [...this.#unwritten.values()];
    this.#unwritten.clear();
    try {
      await this.#options.ledger.addOpenPasses(passes);
    } catch {
      for (const pass of passes) {
        this.#putBack(pass);
      }
      this.#writeIn(RETRY_MS);
    }
  }

  /** Tries once more, and ends. */
  async close(): Promise<void> {
    await this.write();
    clearTimeout(this.#timer ?? undefined);
  }

  #putBack(pass: Counted): void {
    const key = `${pass.quotaId ?? ""} ${pass.reason}`;
    const known = this.#unwritten.get(key);
    this.#unwritten.set(key, { ...pass, ...known, count: pass.count + (known?.count ?? 0) });
  }

  #writeIn(waitMs: number): void {
    this.#timer ??= setTimeout(() => void this.write(), waitMs).unref();
  }
}
