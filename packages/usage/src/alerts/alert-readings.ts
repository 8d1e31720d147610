import type { Period } from "../periods/periods.ts";
import type { AlertWatch } from "./alert-rule.ts";

/** Sums of one group over a range. */
export interface AlertFigure {
  /** Access key id, user, model or feature; empty for the whole, and for usage without one. */
  readonly id: string;
  /** As people call it. */
  readonly name: string;
  readonly costPicoUsd: bigint;
  readonly tokens: bigint;
  readonly requests: bigint;
  readonly failedRequests: bigint;
  readonly unpricedRequests: bigint;
}

/** How much of a quota is used, in its window. */
export interface QuotaReading {
  readonly quotaId: string;
  readonly name: string;
  /** Whose use it is, where one quota holds for each of many; empty: the quota's. */
  readonly subject: string;
  readonly subjectName: string;
  /** 100: used up. Rounded down. */
  readonly usedPercent: bigint;
  /** For people: `$80.00 of $100.00`. */
  readonly usedText: string;
  readonly windowStartMs: number;
  /** Null: the window is rolling, and never starts anew. */
  readonly windowEndMs: number | null;
}

/** Whether what was accepted is in the ledger. */
export interface HealthReading {
  readonly openDeadLetters: number;
  /** How far the ledger is behind; null: it cannot be told. */
  readonly lagMs: number | null;
}

/** What is known beyond the ledger's sums. */
export interface OutsideReadings {
  quotaStates(nowMs: number): Promise<readonly QuotaReading[]>;
  health(nowMs: number): Promise<HealthReading>;
}

/** What a rule is judged by. */
export interface AlertReadings extends OutsideReadings {
  /** Sums by group of the hours that start in a range. Groups without usage are absent. */
  sums(
    watch: Pick<AlertWatch, "filter" | "groupBy">,
    range: Period,
  ): Promise<readonly AlertFigure[]>;
}
