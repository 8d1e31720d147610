import type { TokenledgerClient } from "@tokenledger/sdk/admin";

type NewBudget = Parameters<TokenledgerClient["quotas"]["create"]["mutate"]>[0];

const base = { window: "month" as const, timeZone: "UTC", isHard: false, thresholds: [80, 100] };

/** A budget of each kind, each of all values there are: nobody has more to sum. */
const budgets: readonly NewBudget[] = [
  { ...base, name: "all", scope: "all", unit: "usd", limitAmount: 10n ** 18n },
  { ...base, name: "each model", scope: "model", unit: "usd", limitAmount: 10n ** 18n },
  { ...base, name: "each feature", scope: "feature", unit: "tokens", limitAmount: 10n ** 12n },
  { ...base, name: "each key", scope: "access_key", unit: "requests", limitAmount: 10n ** 9n },
  {
    ...base,
    name: "each user, weighted",
    scope: "user",
    unit: "weighted_tokens",
    limitAmount: 10n ** 12n,
  },
  {
    ...base,
    name: "each user, a rolling week of a half-hour zone",
    scope: "user",
    unit: "usd",
    window: "week",
    isRolling: true,
    timeZone: "Asia/Kolkata",
    limitAmount: 10n ** 18n,
  },
];

/** Makes the budgets that are not there: kept data hold those of an earlier run. */
export const makeBudgets = async ({ quotas }: TokenledgerClient): Promise<void> => {
  const known = new Set((await quotas.list.query()).quotas.map(({ name }) => name));
  for (const budget of budgets) {
    if (!known.has(budget.name)) await quotas.create.mutate(budget);
  }
};
