import type { FailMode, QuotaScope, QuotaUnit, QuotaWindow } from "@tokenledger/usage/quotas";

/** What a budget's form lets choose; the page takes no code from the server's packages, only their types. */
export const quotaScopes: readonly QuotaScope[] = ["all", "access_key", "user", "feature", "model"];
export const quotaUnits: readonly QuotaUnit[] = ["usd", "tokens", "weighted_tokens", "requests"];
export const quotaWindows: readonly QuotaWindow[] = ["hour", "day", "week", "month"];
export const failModes: readonly FailMode[] = ["open", "closed"];
