import type { RangePreset } from "../period/range.ts";

/** The figures of the sentence above the overview, already written in the reader's language; the catalogue puts them in order. */
export interface Headline {
  /** What the requests cost, as far as they have a price; null where none has. */
  readonly cost: string | null;
  readonly requests: string;
  readonly requestCount: bigint;
  readonly range: {
    readonly name: RangePreset | "custom" | "hour";
    readonly month: string;
    readonly previousMonth: string;
    /** First and last day, or the hour; empty where the period has a name. */
    readonly days: string;
    readonly dayCount: number;
  };
  readonly change: {
    readonly kind: "more" | "less" | "same" | "unknown";
    readonly by: string;
  };
  /** How many requests have no price; null for none. */
  readonly unpriced: string | null;
  /** Null where there was no input. */
  readonly cacheHit: string | null;
  /** Null where there was no request. */
  readonly failed: string | null;
}
