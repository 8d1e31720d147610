import type { RangePreset } from "../period/range.ts";

/** The figures of the sentence above the overview, already written in the reader's language; the catalogue puts them in order. */
export interface Headline {
  readonly requests: string;
  readonly requestCount: bigint;
  readonly range: {
    readonly name: RangePreset | "custom" | "hour";
    readonly month: string;
    readonly previousMonth: string;
    /** First and last day, or the hour. */
    readonly days: string;
    readonly dayCount: number;
  };
  readonly change: {
    readonly kind: "more" | "less" | "same" | "unknown";
    readonly by: string;
  };
  /** Null where there was no input. */
  readonly cacheHit: string | null;
  /** Null where there was no request. */
  readonly failed: string | null;
}
