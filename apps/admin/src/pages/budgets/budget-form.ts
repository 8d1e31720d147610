import type { FailMode, QuotaScope, QuotaUnit, QuotaWindow } from "@tokenledger/usage/quotas";
import { dollarsText, parseDollars, parseList, parseWhole } from "../../amount/dollars.ts";
import type { BudgetView } from "./budget-view.ts";

/** What stands in the boxes of a budget's form. */
export interface BudgetDraft {
  readonly name: string;
  readonly scope: QuotaScope;
  readonly isEach: boolean;
  readonly value: string;
  readonly unit: QuotaUnit;
  readonly window: QuotaWindow;
  readonly isRolling: boolean;
  readonly timeZone: string;
  readonly limit: string;
  readonly thresholds: string;
  readonly isHard: boolean;
  readonly failMode: FailMode;
  readonly isEnabled: boolean;
}

/** A form for a new budget: dollars of everybody in a month. */
export const emptyDraft: BudgetDraft = {
  name: "",
  scope: "all",
  isEach: true,
  value: "",
  unit: "usd",
  window: "month",
  isRolling: false,
  timeZone: "UTC",
  limit: "",
  thresholds: "80, 100",
  isHard: false,
  failMode: "open",
  isEnabled: true,
};

/** The form of a budget that stands. */
export const draftOf = (budget: BudgetView): BudgetDraft => ({
  name: budget.name,
  scope: budget.scope,
  isEach: budget.scopeValue === null,
  value: budget.scopeValue ?? "",
  unit: budget.unit,
  window: budget.window,
  isRolling: budget.isRolling,
  timeZone: budget.timeZone,
  limit: budget.unit === "usd" ? dollarsText(budget.limitAmount) : budget.limitAmount.toString(),
  thresholds: budget.thresholds.join(", "),
  isHard: budget.isHard,
  failMode: budget.failMode,
  isEnabled: budget.isEnabled,
});

const THRESHOLD_MAX = 1000n;
const THRESHOLDS_MAX = 10;

/** The limit in the budget's unit; null for what is no limit. */
export const readLimit = ({ unit, limit }: Pick<BudgetDraft, "unit" | "limit">): bigint | null =>
  unit === "usd" ? parseDollars(limit) : parseWhole(limit);

/** The thresholds; null where one of them is none. */
export const readThresholds = (text: string): number[] | null => {
  const values = parseList(text);
  return values === null ||
    values.length > THRESHOLDS_MAX ||
    values.some((value) => value > THRESHOLD_MAX)
    ? null
    : values.map(Number);
};

/** The value a scope is narrowed to; null for each by itself, undefined while it is missing. */
const readValue = ({ scope, isEach, value }: BudgetDraft): string | null | undefined => {
  if (scope === "all" || isEach) {
    return null;
  }
  return value.trim() === "" ? undefined : value.trim();
};

/** The form as the server takes it; null while something is missing or wrong. */
export const readDraft = (draft: BudgetDraft) => {
  const limitAmount = readLimit(draft);
  const thresholds = readThresholds(draft.thresholds);
  const scopeValue = readValue(draft);
  const { scope, unit, window, isRolling, isHard, failMode, isEnabled } = draft;
  const name = draft.name.trim();
  const timeZone = draft.timeZone.trim();
  if (limitAmount === null || thresholds === null || scopeValue === undefined || name === "") {
    return null;
  }
  const span = { window, isRolling, timeZone };
  const effect = { isHard, failMode, isEnabled };
  return { name, scope, scopeValue, unit, ...span, limitAmount, thresholds, ...effect };
};
