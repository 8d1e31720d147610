import type { AlertCondition } from "@tokenledger/usage/alerts";

type Threshold = Extract<AlertCondition, { readonly kind: "threshold" }>;

/** What a rule can measure. */
export type AlertMetric = Threshold["metric"];
/** Over how long. */
export type AlertWindow = Threshold["window"];
