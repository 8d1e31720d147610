import type { AlertText } from "./alert-reading.ts";

/** What a rule found at a moment: its figures, for whoever words them, and how it tells them in English. */
export interface AlertFinding extends AlertText {
  readonly ruleKind: string;
  /** Key of whom or what it is about; empty: everything. */
  readonly dimension: string;
  readonly dimensionName: string;
  readonly periodStart: Date;
  /** Null: it has no window. */
  readonly periodEnd: Date | null;
  readonly threshold: bigint;
  /** At that moment. */
  readonly value: bigint;
  /** Of value and threshold. */
  readonly unit: string;
}
