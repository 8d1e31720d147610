import type { BudgetView } from "../pages/budgets/budget-view.ts";

const dollars = (count: number): bigint => BigInt(count) * 1_000_000_000_000n;

const whole: BudgetView = {
  id: "1",
  name: "The month",
  scope: "all",
  scopeValue: null,
  unit: "usd",
  window: "month",
  isRolling: false,
  timeZone: "Europe/Berlin",
  limitAmount: dollars(100),
  thresholds: [80, 100],
  isHard: false,
  failMode: "open",
  isEnabled: true,
  revision: 1,
  createdBy: "olga",
  updatedBy: "olga",
  createTime: new Date(0),
  updateTime: new Date(0),
  states: [
    {
      value: "",
      windowStart: new Date("2026-11-01T00:00:00Z"),
      resetsAt: new Date("2026-12-01T00:00:00Z"),
      usedAmount: dollars(85),
      remainingAmount: dollars(15),
      usedPercent: 85,
      thresholdsReached: [80],
      isExceeded: false,
      forecastTime: new Date("2026-11-27T09:00:00Z"),
    },
  ],
  openPasses: [{ reason: "unpriced", count: 7, lastTime: new Date("2026-11-20T00:00:00Z") }],
};

/** One budget of everybody past a threshold, one of each key that is exceeded by one of two, one never used and out of force. */
export const sampleBudgets: readonly BudgetView[] = [
  whole,
  {
    ...whole,
    id: "2",
    name: "Each key",
    scope: "access_key",
    unit: "requests",
    window: "day",
    isRolling: true,
    limitAmount: 1000n,
    isHard: true,
    openPasses: [],
    states: [
      {
        value: "2",
        windowStart: new Date(0),
        resetsAt: null,
        usedAmount: 100n,
        remainingAmount: 900n,
        usedPercent: 10,
        thresholdsReached: [],
        isExceeded: false,
        forecastTime: null,
      },
      {
        value: "1",
        windowStart: new Date(0),
        resetsAt: null,
        usedAmount: 1300n,
        remainingAmount: 0n,
        usedPercent: 130,
        thresholdsReached: [80, 100],
        isExceeded: true,
        forecastTime: null,
      },
    ],
  },
  {
    ...whole,
    id: "3",
    name: "Search only",
    scope: "feature",
    scopeValue: "search",
    isEnabled: false,
    states: [],
    openPasses: [],
  },
];
