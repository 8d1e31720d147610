import type { QuotaAnswer } from "@tokenledger/api";

const STATES = ["counted", "open", "closed"] as const;

/** How many calls were allowed or refused, and on what ground. */
export interface QuotaDecisionCount {
  readonly decision: "allowed" | "refused";
  readonly state: QuotaAnswer["state"];
  readonly count: number;
}

/** Counts what the quota gate answered since the process began. */
export class QuotaDecisions {
  readonly #allowed = { counted: 0, open: 0, closed: 0 };
  readonly #refused = { counted: 0, open: 0, closed: 0 };

  answered({ allowed, state }: Pick<QuotaAnswer, "allowed" | "state">): void {
    (allowed ? this.#allowed : this.#refused)[state] += 1;
  }

  counts(): readonly QuotaDecisionCount[] {
    return STATES.flatMap((state) => [
      { decision: "allowed" as const, state, count: this.#allowed[state] },
      { decision: "refused" as const, state, count: this.#refused[state] },
    ]);
  }
}
