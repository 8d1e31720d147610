import type { TokenledgerClient } from "@tokenledger/sdk/admin";
import { dollarsOf, type Spending } from "./budgets.ts";

type NewRule = Parameters<TokenledgerClient["alerts"]["create"]["mutate"]>[0];

/** Rules that would have fired in the last days, and some that stay quiet. They tell nobody: the demo sends nothing anywhere. */
export const alertRulesFor = ({ costPicoUsd, days }: Spending): readonly NewRule[] => {
  const aDay = costPicoUsd / BigInt(days);
  const dear = dollarsOf(aDay, 80n);
  return [
    {
      name: "A dear day",
      condition: {
        kind: "threshold",
        metric: "spend",
        window: "day",
        thresholds: [dear, 5n * dear],
        recurringStep: null,
      },
    },
    {
      name: "Past the month's limit",
      condition: {
        kind: "forecast",
        metric: "spend",
        window: "month",
        limit: dollarsOf(costPicoUsd, 90n),
      },
    },
    {
      name: "Calls that fail",
      condition: { kind: "error_rate", percent: 3, hours: 24, requestsMin: 50 },
      groupBy: "access_key",
    },
    {
      name: "An unusual day",
      condition: {
        kind: "anomaly",
        metric: "spend",
        usualPercent: 200,
        weeks: 4,
        minimum: dollarsOf(aDay, 20n),
      },
      groupBy: "feature",
    },
    {
      name: "A service fell silent",
      condition: { kind: "no_data", hours: 48 },
      groupBy: "access_key",
    },
    { name: "Models without a price", condition: { kind: "unpriced" } },
    { name: "The figures are behind", condition: { kind: "data_health" } },
  ];
};
