import type { AlertNotice } from "@tokenledger/usage/alerts";

/** A notice of spending beyond a threshold. */
export const makeNotice = (changes: Partial<AlertNotice> = {}): AlertNotice => ({
  kind: "fired",
  title: "Monthly spend is above $100.00",
  summary: "$104.20 so far in November 2026, of a threshold of $100.00.",
  advice: "See who spends most.",
  path: "/alerts?event=7",
  time: "2026-11-20T10:00:00.000Z",
  alert: {
    ruleId: "3",
    ruleName: "Monthly spend",
    ruleKind: "threshold",
    eventId: "7",
    dimension: "",
    dimensionName: "",
    periodStart: "2026-11-01T00:00:00.000Z",
    periodEnd: "2026-12-01T00:00:00.000Z",
    threshold: "100000000000000",
    value: "104200000000000",
    unit: "pico-USD",
  },
  ...changes,
});
