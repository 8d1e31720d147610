/** What an alert says. */
export interface AlertText {
  readonly title: string;
  readonly summary: string;
  readonly advice: string;
}

/** One thing a rule watches, measured. */
export interface AlertReading {
  /** Key of whom or what it is about; empty: everything. */
  readonly dimension: string;
  readonly dimensionName: string;
  /** Its window's start; for what has none, that of the hour it is seen in. */
  readonly periodStartMs: number;
  /** Null: it has no window, and lasts until it is no longer so. */
  readonly periodEndMs: number | null;
  /** A threshold holds while the value is at least that. */
  readonly value: bigint;
  /** Unit of value and thresholds. */
  readonly unit: string;
  /** The value for people. */
  readonly valueText: string;
  /** Thresholds that hold, rising. */
  readonly crossed: readonly bigint[];
  /** What to say when a threshold is reached. */
  tell(threshold: bigint): AlertText;
}

/** Those of a list that a value reaches. */
export const reached = (thresholds: readonly bigint[], value: bigint): readonly bigint[] =>
  thresholds.filter((threshold) => value >= threshold);
