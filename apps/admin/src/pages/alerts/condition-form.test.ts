import type { AlertCondition } from "@tokenledger/usage/alerts";
import { expect, test } from "vitest";
import { conditionDraft, emptyCondition, readCondition } from "./condition-form.ts";

const conditions: readonly AlertCondition[] = [
  {
    kind: "threshold",
    metric: "spend",
    window: "hour",
    thresholds: [500_000_000_000n, 2_000_000_000_000n],
    recurringStep: 1_000_000_000_000n,
  },
  { kind: "quota", percents: [50, 90], quotaIds: ["4"] },
  { kind: "forecast", metric: "tokens", window: "month", limit: 1000n, paceDays: 3 },
  {
    kind: "burn_rate",
    metric: "requests",
    window: "week",
    limit: 9n,
    longHours: 12,
    shortHours: 2,
    pacePercent: 400,
  },
  { kind: "anomaly", metric: "spend", usualPercent: 200, weeks: 3, minimum: 10n ** 12n },
  { kind: "error_rate", percent: 7, hours: 2, requestsMin: 30 },
  { kind: "no_data", hours: 5, lookbackDays: 9 },
  { kind: "unpriced", requestsMin: 3 },
  { kind: "data_health", deadLettersMin: null, lagSecondsMin: 60 },
];

test.each(conditions)("a condition survives its form: $kind", (condition) => {
  expect(readCondition(conditionDraft(condition))).toEqual(condition);
});

test("a box that is empty or wrong makes no condition", () => {
  expect(readCondition(emptyCondition)).toBeNull();
  expect(readCondition({ ...emptyCondition, amounts: "1, x" })).toBeNull();
  expect(readCondition({ ...emptyCondition, amounts: "1", step: "x" })).toBeNull();
  expect(readCondition({ ...emptyCondition, kind: "forecast" })).toBeNull();
});
