import type { ReconcileReportView } from "../pages/reconcile/reconcile-view.ts";

/** A comparison of two models that agrees to 99.98 %, with a difference of one kind. */
export const sampleReconcile: ReconcileReportView = {
  status: {
    isConfigured: true,
    whatToSet: null,
    isStale: true,
    lastRun: {
      id: "1",
      bucket: "day",
      actor: "scheduler",
      startDate: new Date("2026-11-01T00:00:00Z"),
      endDate: new Date("2026-11-24T00:00:00Z"),
      startTime: new Date("2026-11-24T05:00:00Z"),
      refreshedUntil: null,
      gapCount: 1,
    },
    linkCount: 1,
  },
  totals: {
    reportedTokens: 10_000n,
    capturedTokens: 9998n,
    matchedTokens: 9998n,
    tokenShareBasisPoints: 9998,
    listPicoUsd: 5_000_000_000_000n,
    capturedPicoUsd: 4_500_000_000_000n,
    costShareBasisPoints: 9000,
    gaps: [
      { kind: "not_captured", description: "", quantity: 2n, picoUsd: 10n ** 12n, detail: null },
      { kind: "price", description: "", quantity: 0n, picoUsd: 0n, detail: null },
    ],
  },
  rows: [
    {
      periodStart: null,
      key: null,
      model: "claude-haiku-4-5",
      cellClass: null,
      reported: 10_000n,
      captured: 9998n,
      matched: 9998n,
      shareBasisPoints: 9998,
      listPicoUsd: 5_000_000_000_000n,
      capturedPicoUsd: 4_500_000_000_000n,
      gaps: [{ kind: "late", description: "", quantity: 2n, picoUsd: 1n, detail: null }],
    },
  ],
};
