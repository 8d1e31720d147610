import type { CollectResult, RejectionCode } from "./collect-result.ts";

/** Figures since the process began. */
export interface CollectFigures {
  readonly accepted: number;
  readonly duplicate: number;
  /** Records refused, by code. */
  readonly rejected: Readonly<Record<RejectionCode, number>>;
  /** Calls refused whole, by reason: `KEY_INVALID`, `BUSY`, `PAYLOAD_TOO_LARGE`, … */
  readonly refusedCalls: Readonly<Record<string, number>>;
}

/**
 * Counts what collect answered, in memory, for metrics and data health. Reasons come from a fixed set of codes, so the figures
 * cannot grow without bound.
 */
export class CollectCounters {
  #accepted = 0;
  #duplicate = 0;
  readonly #rejected: Record<RejectionCode, number> = {
    invalid: 0,
    too_old: 0,
    in_future: 0,
    user_disabled: 0,
  };
  readonly #refusedCalls = new Map<string, number>();

  countResults(results: readonly CollectResult[]): void {
    for (const result of results) {
      if (result.status === "rejected") {
        this.#rejected[result.code] += 1;
      } else if (result.status === "accepted") {
        this.#accepted += 1;
      } else {
        this.#duplicate += 1;
      }
    }
  }

  /** Notes that a call was refused before any of its records was judged. */
  countRefusedCall(reason: string): void {
    this.#refusedCalls.set(reason, (this.#refusedCalls.get(reason) ?? 0) + 1);
  }

  figures(): CollectFigures {
    return {
      accepted: this.#accepted,
      duplicate: this.#duplicate,
      rejected: { ...this.#rejected },
      refusedCalls: Object.fromEntries(this.#refusedCalls),
    };
  }
}
