import type { BudgetView } from "../budgets/budget-view.ts";

/** A budget past its first threshold. */
export interface Risk {
  readonly id: string;
  readonly name: string;
  /** What of the scope is counted; empty for everything together. */
  readonly value: string;
  readonly isKey: boolean;
  readonly usedPercent: number;
  readonly isExceeded: boolean;
  readonly forecastTime: Date | null;
}

const COUNT_MAX = 8;
/** Where a budget names no threshold, people want to know at its limit. */
const LIMIT_PERCENT = 100;

const isPast = (usedPercent: number, thresholds: readonly number[]): boolean =>
  usedPercent >= (thresholds[0] ?? LIMIT_PERCENT);

/** How many budgets are in force, and how many of them are past their first threshold somewhere. */
export const riskCounts = (
  budgets: readonly BudgetView[],
): { readonly atRisk: number; readonly inForce: number } => {
  const inForce = budgets.filter(({ isEnabled }) => isEnabled);
  const atRisk = inForce.filter(({ thresholds, states }) =>
    states.some(({ usedPercent }) => isPast(usedPercent, thresholds)),
  );
  return { atRisk: atRisk.length, inForce: inForce.length };
};

/** The budgets in force that are past their first threshold, worst first, at most eight. */
export const risksOf = (budgets: readonly BudgetView[]): readonly Risk[] =>
  budgets
    .filter(({ isEnabled }) => isEnabled)
    .flatMap(({ id, name, scope, thresholds, states }) =>
      states
        .filter(({ usedPercent }) => isPast(usedPercent, thresholds))
        .map(({ value, usedPercent, isExceeded, forecastTime }) => ({
          id,
          name,
          value,
          isKey: scope === "access_key",
          usedPercent,
          isExceeded,
          forecastTime,
        })),
    )
    .sort((left, right) => right.usedPercent - left.usedPercent)
    .slice(0, COUNT_MAX);
