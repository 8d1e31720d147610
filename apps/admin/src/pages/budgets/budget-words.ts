import type { QuotaTerms, QuotaUnit } from "@tokenledger/usage/quotas";
import type { Formatter } from "../../format/formatter.ts";
import type { budgetsTexts } from "./budgets-texts.ts";

type Texts = (typeof budgetsTexts)["en"];

/** An amount with its unit. */
export const amountText = (
  unit: QuotaUnit,
  amount: bigint,
  texts: Texts,
  format: Formatter,
): string => texts.amountOf[unit](bareAmount(unit, amount, format));

/** An amount whose unit the place says already; dollars keep their sign. */
export const bareAmount = (unit: QuotaUnit, amount: bigint, format: Formatter): string =>
  unit === "usd" ? format.compactMoney(amount) : format.compact(amount);

/** Whom a budget limits. */
export const scopeText = (
  { scope, scopeValue }: Pick<QuotaTerms, "scope" | "scopeValue">,
  texts: Texts,
  keyName: (id: string) => string,
): string => {
  if (scopeValue === null) {
    return texts.eachOf[scope];
  }
  return scope === "access_key" ? keyName(scopeValue) : scopeValue;
};

/** How long a budget counts, with its zone where it is not UTC. */
export const windowText = (
  { window, isRolling, timeZone }: Pick<QuotaTerms, "window" | "isRolling" | "timeZone">,
  texts: Texts,
): string => {
  if (isRolling) {
    return texts.rollingWindows[window];
  }
  return timeZone === "UTC" ? texts.windows[window] : `${texts.windows[window]} · ${timeZone}`;
};
