import type { TokenledgerClient } from "@tokenledger/sdk/admin";

/** What a company used in some days. */
export interface Spending {
  readonly costPicoUsd: bigint;
  readonly requests: bigint;
  readonly days: number;
  /** Ids of its access keys, by name. */
  readonly accessKeyIds: ReadonlyMap<string, string>;
}

type NewBudget = Parameters<TokenledgerClient["quotas"]["create"]["mutate"]>[0];

const PICO_USD_PER_USD = 1_000_000_000_000n;

/** A share of what was spent, as people write a limit: whole dollars, one at least. */
export const dollarsOf = (costPicoUsd: bigint, percent: bigint): bigint => {
  const dollars = (costPicoUsd * percent) / (100n * PICO_USD_PER_USD);
  return (dollars > 0n ? dollars : 1n) * PICO_USD_PER_USD;
};

const BASE = { thresholds: [50, 80, 100], timeZone: "UTC", isHard: false };

const assistantBudgets = ({ costPicoUsd, accessKeyIds }: Spending): readonly NewBudget[] => {
  const assistant = accessKeyIds.get("ide-assistant");
  return assistant === undefined
    ? []
    : [
        {
          ...BASE,
          name: "IDE assistant",
          scope: "access_key",
          scopeValue: assistant,
          unit: "usd",
          window: "month",
          timeZone: "Europe/Berlin",
          limitAmount: dollarsOf(costPicoUsd, 22n),
        },
      ];
};

/** Budgets of every kind, some of them at risk: of all, of each key, of one key, of a feature, of each user. */
export const budgetsFor = (spending: Spending): readonly NewBudget[] => {
  const { costPicoUsd, requests, days } = spending;
  const perDay = requests / BigInt(days) + 1n;
  return [
    {
      ...BASE,
      name: "Whole company",
      scope: "all",
      unit: "usd",
      window: "month",
      limitAmount: dollarsOf(costPicoUsd, 105n),
    },
    {
      ...BASE,
      name: "Any key in a day",
      scope: "access_key",
      unit: "requests",
      window: "day",
      isRolling: true,
      limitAmount: perDay / 2n + 1n,
    },
    {
      ...BASE,
      name: "Contract reading",
      scope: "feature",
      scopeValue: "contract-reading",
      unit: "usd",
      window: "month",
      isHard: true,
      limitAmount: dollarsOf(costPicoUsd, 10n),
    },
    {
      ...BASE,
      name: "Anybody in a week",
      scope: "user",
      unit: "tokens",
      window: "week",
      limitAmount: 5_000_000n,
    },
    ...assistantBudgets(spending),
  ];
};
