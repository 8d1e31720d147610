import type { HistogramBucket } from "@tokenledger/usage";

/** A first of November with calls that ended in every way. */
export const sampleHistogram: readonly HistogramBucket[] = [
  {
    periodStart: new Date("2026-11-01T00:00:00Z"),
    requests: 12n,
    outcomes: [
      { outcome: "complete", requests: 7n },
      { outcome: "truncated", requests: 2n },
      { outcome: "error", requests: 2n },
      { outcome: "no_response", requests: 1n },
    ],
  },
];
